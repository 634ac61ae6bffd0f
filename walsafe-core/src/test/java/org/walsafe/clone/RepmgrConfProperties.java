package org.walsafe.clone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RepmgrConfProperties {

    @Property
    void whatStandsBetweenQuotesIsReadBack(@ForAll("settings") List<RepmgrConf.Setting> settings) {
        String text = settings.stream()
                .map(setting -> setting.name() + " = " + RecoverySettings.quoted(setting.value()) + " # said")
                .collect(Collectors.joining("\n"));

        assertThat(RepmgrConf.parse(text, "f").settings()).isEqualTo(settings);
    }

    @Property
    void aValueWithoutQuotesIsTheRestOfTheLine(@ForAll("words") List<String> words) {
        String value = String.join(" ", words);

        assertThat(RepmgrConf.parse("restore_command=" + value, "f").value("restore_command"))
                .contains(value);
        assertThat(RepmgrConf.parse("restore_command " + value + "\t# %f", "f").value("restore_command"))
                .contains(value);
    }

    @Property
    void anyTextIsAConfigurationOrRefusedByItsLine(@ForAll("texts") String text) {
        try {
            assertThat(RepmgrConf.parse(text, "the file").settings())
                    .hasSizeLessThanOrEqualTo(text.split("\n", -1).length);
        } catch (InvalidCloneSettingException refused) {
            assertThat(refused).hasMessageContaining("the file, line ");
        }
    }

    @Provide
    Arbitrary<List<RepmgrConf.Setting>> settings() {
        Arbitrary<String> names = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars("_.09")
                .ofMinLength(1)
                .ofMaxLength(8);
        Arbitrary<String> values =
                Arbitraries.strings().excludeChars('\n', '\r').ofMaxLength(12);
        Arbitrary<String> nasty = Arbitraries.strings().withChars("'\\#= \t07n").ofMaxLength(10);
        return Combinators.combine(names, Arbitraries.oneOf(values, nasty))
                .as(RepmgrConf.Setting::new)
                .list()
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<List<String>> words() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars("/%'\\=-")
                .ofMinLength(1)
                .ofMaxLength(8)
                .filter(word -> !word.startsWith("'") && !word.startsWith("="))
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("ab= '\\\t\n\r\0#0.é").ofMaxLength(20);
    }
}
