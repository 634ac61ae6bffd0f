package org.walsafe.clone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TablespaceMappingTest {

    @Test
    void anEqualsSignOfAPathStandsBehindABackslash() {
        TablespaceMapping mapping = TablespaceMapping.parse("/old\\=1/=/new it's//x");

        assertThat(mapping.from()).isEqualTo(Path.of("/old=1"));
        assertThat(mapping.to()).isEqualTo(Path.of("/new it's/x"));
        assertThat(TablespaceMapping.parse(mapping.toString())).isEqualTo(mapping);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a", "/a=", "=/b", "/a=/b=/c", "a=/b", "/a=b"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> TablespaceMapping.parse(text)).isInstanceOf(InvalidCloneSettingException.class);
    }
}
