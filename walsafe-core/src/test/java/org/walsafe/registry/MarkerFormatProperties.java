package org.walsafe.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.walsafe.tck.WalArbitraries;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.WalFileName;

class MarkerFormatProperties {

    @Property
    void whatIsPrintedIsReadBack(@ForAll("confirmations") Confirmation confirmation) {
        assertThat(MarkerFormat.read(confirmation.file(), MarkerFormat.print(confirmation)))
                .isEqualTo(new Lookup.Confirmed(confirmation));
    }

    @Property
    void itAnswersForNoOtherFile(
            @ForAll("confirmations") Confirmation confirmation, @ForAll("files") WalFileName other) {
        if (confirmation.isAttested() && !other.equals(confirmation.file())) {
            assertThat(MarkerFormat.read(other, MarkerFormat.print(confirmation)))
                    .isInstanceOf(Lookup.Invalid.class);
        }
    }

    @Property
    void aTornMarkerConfirmsNothing(@ForAll("confirmations") Confirmation confirmation, @ForAll double cut) {
        byte[] whole = MarkerFormat.print(confirmation).bytes();
        byte[] torn = Arrays.copyOf(whole, (int) (whole.length * (Math.abs(cut) % 1.0)));

        Lookup lookup = MarkerFormat.read(confirmation.file(), MarkerContent.of(torn));

        assertThat(lookup).isInstanceOf(torn.length == 0 ? Lookup.Confirmed.class : Lookup.Invalid.class);
    }

    @Property
    void aChangedByteNeverConfirmsAnotherFile(
            @ForAll("confirmations") Confirmation confirmation, @ForAll int position, @ForAll byte value) {
        byte[] bytes = MarkerFormat.print(confirmation).bytes();
        if (bytes.length > 0) {
            bytes[Math.floorMod(position, bytes.length)] = value;
        }

        Lookup lookup = MarkerFormat.read(confirmation.file(), MarkerContent.of(bytes));

        if (lookup instanceof Lookup.Confirmed confirmed) {
            assertThat(confirmed.confirmation().file()).isEqualTo(confirmation.file());
            assertThat(MarkerFormat.read(confirmation.file(), MarkerFormat.print(confirmed.confirmation())))
                    .isEqualTo(lookup);
        } else {
            assertThat(lookup).isInstanceOf(Lookup.Invalid.class);
        }
    }

    @Property
    void noBytesAreTooStrangeToBeJudged(
            @ForAll("files") WalFileName file, @ForAll @Size(max = MarkerContent.MAXIMUM_BYTES) byte[] bytes) {
        Lookup lookup = MarkerFormat.read(file, MarkerContent.of(bytes));

        assertThat(lookup instanceof Lookup.Confirmed).isEqualTo(bytes.length == 0);
    }

    @Provide
    Arbitrary<WalFileName> files() {
        return WalArbitraries.walFileNames();
    }

    @Provide
    Arbitrary<Confirmation> confirmations() {
        return Combinators.combine(files(), evidence().optional(0.8)).as(Confirmation::new);
    }

    private static Arbitrary<Evidence> evidence() {
        Arbitrary<String> values = Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(40);
        Arbitrary<Evidence> known = Combinators.combine(
                        Arbitraries.of(EvidenceKind.class),
                        WalArbitraries.systemIdentifiers(),
                        Arbitraries.longs().between(0, 1L << 40),
                        Arbitraries.bytes().array(byte[].class).ofSize(8),
                        values,
                        Arbitraries.longs().between(-62_167_219_200L, 253_402_300_799L))
                .as((kind, system, size, seed, who, when) -> Evidence.NONE
                        .withKind(kind)
                        .withSystemIdentifier(system)
                        .withSize(size)
                        .withSha256(Sha256.of(seed))
                        .withConfirmer(who, Instant.ofEpochSecond(when)));
        Arbitrary<String> keys = Arbitraries.strings().withCharRange('a', 'z').ofLength(3);
        return Arbitraries.oneOf(
                known,
                Arbitraries.just(Evidence.NONE),
                Arbitraries.maps(keys, values)
                        .ofMaxSize(5)
                        .map(others -> new Evidence(
                                java.util.Optional.empty(),
                                java.util.Optional.empty(),
                                java.util.OptionalLong.empty(),
                                java.util.Optional.empty(),
                                java.util.Optional.empty(),
                                java.util.Optional.empty(),
                                others)));
    }
}
