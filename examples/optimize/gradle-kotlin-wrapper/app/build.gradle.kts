plugins {
    java
}

dependencies {
    implementation(project(":station"))
    implementation("org.yaml:snakeyaml:2.3")
}

// One jar with what it depends on inside.
tasks.jar {
    archiveFileName = "weather.jar"
    manifest {
        attributes("Main-Class" to "com.example.weather.Main")
    }
    from(configurations.runtimeClasspath.map { files -> files.map { if (it.isDirectory) it else zipTree(it) } })
    duplicatesStrategy = DuplicatesStrategy.EXCLUDE
}
