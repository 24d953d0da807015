package la.dlak.wallet.readme

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.io.File

/** Each block of code of the README stands in a file that is compiled, between `// begin NAME` and `// end`. */
class ReadmeTest {
    private val blocks = Regex("```(\\w+)\n(.*?)```", RegexOption.DOT_MATCHES_ALL)
        .findAll(File("README.md").readText()).map { it.groupValues[1] to it.groupValues[2].trimEnd() }.toList()

    private val snippets = File("src/test").walk().filter { it.extension == "kt" || it.extension == "java" }
        .flatMap { file -> Regex("// begin [\\w-]+\n(.*?)\n *// end\n", RegexOption.DOT_MATCHES_ALL).findAll(file.readText() + "\n") }
        .map { it.groupValues[1].trimIndent().trimEnd() }.toSet()

    @Test
    fun `every block of code is compiled by a test`() {
        val code = blocks.filter { it.first in setOf("kotlin", "java") }
        assertTrue(code.size > 8, "the README has ${code.size} blocks")
        for ((language, block) in code) assertTrue(block in snippets, "no test compiles this $language:\n$block")
        assertEquals(snippets, code.map { it.second }.toSet(), "a snippet that the README does not have")
    }

    @Test
    fun `the dependency is the one that a project of its own is built with`() {
        val pom = File("src/test/consumer/pom.xml").readLines().joinToString("\n") { it.trim() }
        for ((_, block) in blocks.filter { it.first == "xml" }) {
            assertTrue(block.lines().joinToString("\n") { it.trim() } in pom, block)
        }
        val packages = blocks.filter { it.first == "groovy" }.flatMap { (_, block) ->
            Regex("([\\w-]+):([0-9.]+)(@aar)?\"").findAll(block).map { it.groupValues[1] to it.groupValues[2] }
        }
        assertTrue(packages.size > 2, "$packages")
        val own = File("pom.xml").readText()
        for ((name, version) in packages) assertTrue(">$version<" in own, "the package is not built with $name $version")
        val languages = blocks.map { it.first }.toSet()
        assertTrue(languages.all { it in setOf("kotlin", "java", "xml", "groovy", "sh") }, "a block that nothing checks: $languages")
    }
}
