package org.walsafe.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostPathTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a/b", "~/a", "/a/../b", "/..", "/.", "/a/./b", "/a\0", "//a", "/a/", "/a//b"})
    void anythingButAPlainAbsolutePathIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HostPath(text))
                .withMessageNotContaining("\0");
    }

    @Test
    void doubledAndTrailingSlashesMayBeDropped() {
        assertThat(HostPath.of("//a///b//")).isEqualTo(new HostPath("/a/b"));
        assertThat(HostPath.of("//")).isEqualTo(new HostPath("/"));
        assertThatIllegalArgumentException().isThrownBy(() -> HostPath.of("/a/../b"));
        assertThatIllegalArgumentException().isThrownBy(() -> HostPath.of("a//b"));
    }

    @Test
    void aChildIsOneStepBelow() {
        assertThat(new HostPath("/").child("a")).isEqualTo(new HostPath("/a"));
        assertThat(new HostPath("/a").child("b c")).isEqualTo(new HostPath("/a/b c"));
        for (String name : new String[] {"", ".", "..", "a/b", "/", "a\0"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new HostPath("/a").child(name));
        }
    }

    @Test
    void theNameIsTheLastStepAndTheParentTheRest() {
        HostPath path = new HostPath("/a/b");

        assertThat(path.name()).isEqualTo("b");
        assertThat(path.parent()).isEqualTo(new HostPath("/a"));
        assertThat(path.parent().parent()).isEqualTo(new HostPath("/"));
        assertThat(new HostPath("/").parent()).isEqualTo(new HostPath("/"));
        assertThat(new HostPath("/").name()).isEmpty();
        assertThat(path).hasToString("/a/b");
    }
}
