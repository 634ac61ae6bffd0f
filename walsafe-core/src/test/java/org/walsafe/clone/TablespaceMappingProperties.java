package org.walsafe.clone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TablespaceMappingProperties {

    @Property
    void whatIsWrittenIsReadBack(@ForAll("mappings") TablespaceMapping mapping) {
        assertThat(TablespaceMapping.parse(mapping.toString())).isEqualTo(mapping);
    }

    @Property
    void anyTextIsAMappingOfAbsolutePathsOrRefused(@ForAll("texts") String text) {
        try {
            TablespaceMapping mapping = TablespaceMapping.parse(text);
            assertThat(mapping.from()).isAbsolute();
            assertThat(mapping.to()).isAbsolute();
        } catch (InvalidCloneSettingException refused) {
            assertThat(refused.hint()).isPresent();
        }
    }

    @Provide
    Arbitrary<TablespaceMapping> mappings() {
        Arbitrary<Path> paths = Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars("='\\é")
                .ofMinLength(1)
                .ofMaxLength(12)
                .map(name -> Path.of('/' + name));
        return Combinators.combine(
                        paths.filter(path -> !path.normalize().toString().endsWith("\\")), paths)
                .as(TablespaceMapping::new);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("/a=\\\0. '").ofMaxLength(12);
    }
}
