// NOT RUN HERE: see settings.gradle.kts. Screens, and what is Android's.
plugins {
    alias(libs.plugins.android.application)
    alias(libs.plugins.compose)
    alias(libs.plugins.serialization)
}

android {
    namespace = "la.dlak.demo"
    compileSdk = 37
    defaultConfig {
        applicationId = "la.dlak.demo"
        minSdk = 26
        targetSdk = 36
        versionCode = 1
        versionName = "0.1.0"
        testInstrumentationRunner = "androidx.test.runner.AndroidJUnitRunner"
    }
    androidResources { localeFilters += listOf("lo", "en", "th") }
    buildTypes {
        release {
            isMinifyEnabled = true
            isShrinkResources = true
            proguardFiles(getDefaultProguardFile("proguard-android-optimize.txt"), "proguard-rules.pro")
            // A demo is signed by whoever builds it.
            signingConfig = signingConfigs.getByName("debug")
        }
    }
    // An APK for each processor: a phone needs one library, not three.
    splits {
        abi {
            isEnable = true
            reset()
            include("arm64-v8a", "x86_64")
            isUniversalApk = false
        }
    }
    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }
    buildFeatures { compose = true }
    testOptions { unitTests.isIncludeAndroidResources = true }
    // What the tests of both modules share, and what starts a bank for tests.
    sourceSets.getByName("test").kotlin.directories +=
        listOf("../logic/src/testFixtures/kotlin", "../../bindings/kotlin/src/testSupport/kotlin")
}

kotlin {
    compilerOptions {
        allWarningsAsErrors = true
        // Virtual time in tests.
        optIn.add("kotlinx.coroutines.ExperimentalCoroutinesApi")
    }
}

dependencies {
    implementation(project(":logic"))
    implementation(libs.activity.compose)
    implementation(libs.core)
    implementation(libs.compose.foundation)
    implementation(libs.compose.ui)
    implementation(libs.compose.icons)
    implementation(libs.material3)
    implementation(libs.lifecycle.runtime.compose)
    implementation(libs.lifecycle.viewmodel.compose)
    implementation(libs.navigation.compose)
    implementation(libs.serialization.core)
    implementation(libs.work.runtime)

    testImplementation(libs.junit)
    testImplementation(libs.hamcrest)
    testImplementation(libs.robolectric)
    testImplementation(libs.coroutines.test)
    testImplementation(libs.serialization.json)
    testImplementation(libs.compose.ui.test.junit4)
    testImplementation(libs.test.core)
    testImplementation(libs.work.testing)
    testImplementation(variantOf(libs.jna) { artifactType("jar") })

    androidTestImplementation(libs.compose.ui.test.junit4)
    androidTestImplementation(libs.test.ext)
    androidTestImplementation(libs.test.runner)
}

// What cargo builds: the library for this machine, the sandbox bank, the proxy that loses answers.
tasks.withType<Test>().configureEach {
    val target = rootDir.resolve("../target")
    maxHeapSize = "3g"
    systemProperty("jna.library.path", target.resolve("bindings/lib/linux-x86-64").path)
    systemProperty("golden.write", providers.gradleProperty("golden.write").getOrElse("false"))
    environment("DLAK_BIN", target.resolve("debug/dlak").path)
    environment("DLAK_FAULT_PROXY", target.resolve("debug/fault-proxy").path)
}
