package org.walsafe.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTextTest {

    @Test
    void showsOrdinaryTextAsItIs() {
        assertThat(PrintableText.quoted("00000002.history ~ 'x'")).isEqualTo("\"00000002.history ~ 'x'\"");
        assertThat(PrintableText.quoted("")).isEqualTo("\"\"");
    }

    @Test
    void escapesWhatCouldForgeOrDisturb() {
        assertThat(PrintableText.quoted("a\"b\\c\n\r\t\0\u001b\u007f\u00e9\u202e\ud83d"))
                .isEqualTo("\"a\\\"b\\\\c\\n\\r\\t\\u0000\\u001b\\u007f\\u00e9\\u202e\\ud83d\"");
    }

    @Test
    void putsTextOnOneLineThatOthersChose() {
        assertThat(PrintableText.onOneLine("caf\u00e9 \"\ud83d\ude00\" C:\\"))
                .isEqualTo("caf\u00e9 \"\ud83d\ude00\" C:\\");
        assertThat(PrintableText.onOneLine("a\nb\u001b[2J\u202e\u2028\udce9\ud83d"))
                .isEqualTo("a\\nb\\u001b[2J\\u202e\\u2028\\udce9\\ud83d");
    }

    @Test
    void keepsTheLinesOfATextOfSeveral() {
        assertThat(PrintableText.lines("a\n\tb\r\u001b[2J\u009b1m\u2029\n"))
                .isEqualTo("a\n\tb\\r\\u001b[2J\\u009b1m\\u2029\n");
    }

    @Test
    void cutsLongTextAndSaysSo() {
        assertThat(PrintableText.quoted("x".repeat(80))).isEqualTo('"' + "x".repeat(80) + '"');
        assertThat(PrintableText.quoted("x".repeat(81))).isEqualTo('"' + "x".repeat(80) + "...\" (81 characters)");
    }
}
