// NOT RUN HERE: see settings.gradle.kts.
buildscript {
    dependencies {
        // The Android plugin brings Kotlin; this is the version that the wallet's package is built with.
        classpath(libs.kotlin.gradle.plugin)
    }
}

plugins {
    alias(libs.plugins.android.application) apply false
    alias(libs.plugins.android.library) apply false
    alias(libs.plugins.compose) apply false
    alias(libs.plugins.serialization) apply false
}
