package org.walsafe.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that the README shows do what it says, one after the other. */
class ReadmeCommandsIT {

    @Test
    void everyCommandSucceeds(@TempDir Path home) throws Exception {
        List<String> blocks = FencedBlock.of(Files.readString(Path.of("../README.md"))).stream()
                .filter(block ->
                        block.language().equals("sh") && block.content().contains("walsafe "))
                .map(FencedBlock::content)
                .toList();
        assertThat(blocks).isNotEmpty();
        Path script = Files.writeString(home.resolve("readme.sh"), "set -eu\n" + String.join("", blocks));
        Path output = home.resolve("output");
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", script.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("HOME", home.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment()
                .merge("PATH", System.getProperty("walsafe.home") + "/bin", (path, bin) -> bin + ":" + path);
        Process process = builder.start();

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        assertThat(home.resolve("walsafe-gate.sh")).content().startsWith("#!/bin/sh");
        assertThat(output)
                .content()
                .contains("0000000100000000000000A1 confirmed", "unattested", "0000000100000000000000A1 withdrawn");
    }
}
