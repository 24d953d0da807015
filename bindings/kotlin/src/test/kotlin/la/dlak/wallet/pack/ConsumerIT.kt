package la.dlak.wallet.pack

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.io.File
import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.createDirectories

/** A project outside the tree, which finds the package in a Maven repository and nowhere else, pays. */
class ConsumerIT {
    private val maven = System.getProperty("dlak.maven")
    private val local: Path = File(System.getProperty("dlak.repository")).toPath()

    @Test
    fun `a project of its own is built against what was installed, and pays`() {
        val folder = Packed.folder("consumer")
        val repository = File("target/consumer-repository").absoluteFile.also { it.deleteRecursively() }
        linkAll(local, repository.toPath())
        val (installed, why) = Packed.run(
            folder, maven, "-B", "-q", "-Dmaven.repo.local=$repository", "org.apache.maven.plugins:maven-install-plugin:3.1.4:install-file",
            "-Dfile=${Packed.jar.absolutePath}", "-DpomFile=${File("pom.xml").absolutePath}",
            "-Dsources=${Packed.beside("sources").absolutePath}", "-Djavadoc=${Packed.beside("javadoc").absolutePath}",
        )
        assertEquals(0, installed, why)
        File("src/test/consumer").copyRecursively(folder, overwrite = true)
        val (status, said) = Packed.run(folder, maven, "-B", "-q", "-Dmaven.repo.local=$repository", "verify")
        assertEquals(0, status, said)
        assertTrue("paid, left: ₭85,000" in said, said)
    }

    /** The repository that this build filled, without the package: what is fetched once is not fetched again. */
    private fun linkAll(from: Path, to: Path) {
        Files.walk(from).use { paths ->
            for (path in paths) {
                val place = to.resolve(from.relativize(path).toString())
                if (Files.isDirectory(path)) place.createDirectories() else linkOrCopy(path, place)
            }
        }
        to.resolve("la/dlak").toFile().deleteRecursively()
    }

    private fun linkOrCopy(path: Path, place: Path) {
        try {
            Files.createLink(place, path)
        } catch (_: java.io.IOException) {
            Files.copy(path, place)
        }
    }
}
