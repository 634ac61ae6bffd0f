package org.walsafe.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNameTextTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "61, a",
        "636166c3a9, caf\u00e9",
        "f09f9880, \ud83d\ude00",
        "636166e9, caf\udce9",
        "e982, \udce9\udc82",
        "e98261, \udce9\udc82a",
        "c0af, \udcc0\udcaf",
        "eda080, \udced\udca0\udc80",
        "f09f9880ff, \ud83d\ude00\udcff",
        "efbfbd, \ufffd"
    })
    void isTheSameTextForTheSameBytesOnly(String hex, String text) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThat(FileNameText.of(bytes)).isEqualTo(text);
        assertThat(FileNameText.bytes(text)).isEqualTo(bytes);
        boolean decodes = new String(bytes, StandardCharsets.UTF_8).equals(text);
        assertThat(FileNameText.isUtf8(text)).isEqualTo(decodes);
    }

    @ParameterizedTest
    @CsvSource({"caf\udce9", "caf\u00e9", "50% of\udcff #\u00e9?"})
    void namesAFileOfThisMachine(String name) throws IOException {
        Files.write(LocalNames.path(directory + "/" + name), new byte[7]);
        try (LocalHost host = new LocalHost()) {
            HostPath parent = HostPath.of(directory.toString());
            List<String> names = new ArrayList<>();
            host.files().list(parent, shown -> {
                names.add(shown);
                return DirectoryVisitor.Next.CONTINUE;
            });

            assertThat(names).containsExactly(name);
            assertThat(host.files().status(parent.child(name)))
                    .hasValueSatisfying(s -> assertThat(s.size()).isEqualTo(7));
            assertThat(host.files().read(parent.child(name), 0)).hasBinaryContent(new byte[7]);
        }
    }
}
