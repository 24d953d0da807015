// NOT RUN HERE: see settings.gradle.kts. State and decisions: no Compose, no screens.
plugins {
    alias(libs.plugins.android.library)
}

android {
    namespace = "la.dlak.demo.logic"
    compileSdk = 37
    defaultConfig { minSdk = 26 }
    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }
    // Fakes and samples, which the tests of both modules use.
    sourceSets.getByName("test").kotlin.directories.add("src/testFixtures/kotlin")
}

kotlin {
    compilerOptions {
        allWarningsAsErrors = true
        // Virtual time in tests.
        optIn.add("kotlinx.coroutines.ExperimentalCoroutinesApi")
    }
}

dependencies {
    // The AARs: their libraries are those for phones.
    api(variantOf(libs.dlak.wallet) { artifactType("aar") })
    api(variantOf(libs.jna) { artifactType("aar") })
    api(libs.coroutines.android)
    api(libs.lifecycle.viewmodel)
    api(libs.lifecycle.viewmodel.savedstate)

    testImplementation(libs.junit)
    testImplementation(libs.hamcrest)
    testImplementation(libs.coroutines.test)
    testImplementation(libs.serialization.json)
    // The jar: with JNA for this machine.
    testImplementation(variantOf(libs.jna) { artifactType("jar") })
}

// What cargo builds: the library for this machine, the sandbox bank, the proxy that loses answers.
tasks.withType<Test>().configureEach {
    val target = rootDir.resolve("../target")
    systemProperty("jna.library.path", target.resolve("bindings/lib/linux-x86-64").path)
    environment("DLAK_BIN", target.resolve("debug/dlak").path)
    environment("DLAK_FAULT_PROXY", target.resolve("debug/fault-proxy").path)
}
