// NOT RUN HERE: neither Gradle 9 nor the Android SDK can be had where this was written. It describes the same folders, versions and
// rules as Maven's build, which is the one that is tested: see README.md.
pluginManagement {
    repositories {
        google()
        mavenCentral()
        gradlePluginPortal()
    }
}

dependencyResolutionManagement {
    repositoriesMode = RepositoriesMode.FAIL_ON_PROJECT_REPOS
    repositories {
        // The wallet's package: `scripts/android-app` puts this checkout's there.
        mavenLocal { content { includeGroup("la.dlak") } }
        google()
        mavenCentral()
    }
}

rootProject.name = "dlak-android"
include(":logic", ":app")
