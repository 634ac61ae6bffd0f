package org.walsafe.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README shows is what the build compiles and runs. */
class ReadmeTest {

    private static final Path ROOT = Path.of("..");
    private static final List<FencedBlock> BLOCKS = FencedBlock.of(read(ROOT.resolve("README.md")));
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)\\)");

    @Test
    void everyBlockIsOfAKindThatIsChecked() {
        assertThat(BLOCKS).isNotEmpty().extracting(FencedBlock::language).isSubsetOf("java", "xml", "sh", "ini");
    }

    @Test
    void everyJavaBlockStandsInAnExampleThatIsCompiledAndRun() throws IOException {
        List<String> sources = examples();

        assertThat(blocks("java"))
                .allSatisfy(block -> assertThat(sources).anyMatch(source -> source.contains(block.unindented())));
    }

    @Test
    void everyDependencyIsOneOfOurModulesInItsPresentVersion() {
        assertThat(blocks("xml")).allSatisfy(block -> {
            Path pom = ROOT.resolve(element(block, "artifactId")).resolve("pom.xml");
            assertThat(pom).exists();
            assertThat(read(pom)).contains("<version>" + element(block, "version") + "</version>");
        });
    }

    @Test
    void everyUnitIsOneThatATestStarts() {
        Path units = ROOT.resolve("walsafe-examples/src/main/systemd");
        assertThat(blocks("ini")).allSatisfy(block -> assertThat(units)
                .isDirectoryContaining(unit -> read(unit).equals(block.content())));
    }

    @Test
    void theTestCommandIsTheOneThatContinuousIntegrationRuns() {
        assertThat(blocks("sh")).extracting(FencedBlock::content).contains("mvn verify\n");
        assertThat(read(ROOT.resolve(".ci/run"))).contains("mvn --no-transfer-progress verify ");
    }

    @Test
    void everyLinkLeadsToAFile() {
        assertThat(LINK.matcher(read(ROOT.resolve("README.md"))).results().map(link -> link.group(1)))
                .isNotEmpty()
                .allSatisfy(target -> assertThat(ROOT.resolve(target)).exists());
    }

    private static List<FencedBlock> blocks(String language) {
        return BLOCKS.stream()
                .filter(block -> block.language().equals(language))
                .toList();
    }

    private static String element(FencedBlock block, String name) {
        var element = Pattern.compile("<" + name + ">([^<]+)</" + name + ">").matcher(block.content());
        assertThat(element.find()).as("<%s> in %s", name, block.content()).isTrue();
        return element.group(1);
    }

    private static List<String> examples() throws IOException {
        try (Stream<Path> consumer = Files.walk(ROOT.resolve("walsafe-core/src/it"));
                Stream<Path> examples = Files.walk(ROOT.resolve("walsafe-examples/src"))) {
            return Stream.concat(consumer, examples)
                    .filter(file -> file.toString().endsWith(".java"))
                    .map(ReadmeTest::read)
                    .map(FencedBlock::unindented)
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
