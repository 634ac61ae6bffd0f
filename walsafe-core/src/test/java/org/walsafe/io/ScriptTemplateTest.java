package org.walsafe.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ScriptTemplateTest {

    private final ScriptTemplate template = ScriptTemplate.beside(ScriptTemplateTest.class, "template.sh");

    @Test
    void nothingInAWordIsTakenForAPlaceOrAGroup() {
        assertThat(template.filled(Map.of("first", "'@second@ $1'", "second", "2")))
                .isEqualTo("echo '@second@ $1' 2 user@host\n");
    }

    @Test
    void aPlaceWithoutAWordIsAnError() {
        assertThatThrownBy(() -> template.filled(Map.of("first", "1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no word for @second@ in template.sh");
    }

    @Test
    void aScriptThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> ScriptTemplate.beside(ScriptTemplateTest.class, "nowhere.sh"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nowhere.sh");
    }
}
