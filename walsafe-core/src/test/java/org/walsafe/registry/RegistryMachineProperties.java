package org.walsafe.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.Transformer;
import org.apache.commons.io.file.PathUtils;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;

/** The registry against a model of what it promises, through any sequence of what can happen to it. */
class RegistryMachineProperties {

    private static final List<WalFileName> FILES = List.of(
            WalFileName.parse("0000000100000000000000A1"),
            WalFileName.parse("0000000100000000000000A1.partial"),
            WalFileName.parse("00000002.history"));

    private static final Lookup DAMAGED = new Lookup.Invalid("somebody else's bytes");

    @Property(tries = 300)
    void inMemoryItKeepsItsPromises(@ForAll("onMemory") ActionChain<Machine> chain) {
        chain.run();
    }

    @Property(tries = 60)
    void inADirectoryItKeepsItsPromises(@ForAll("onDirectory") ActionChain<Machine> chain) {
        chain.withInvariant(
                        "still open", machine -> assertThat(machine.registry).isNotNull())
                .run()
                .close();
    }

    @Provide
    Arbitrary<ActionChain<Machine>> onMemory() {
        return chains(ActionChain.startWith(Machine::onMemory));
    }

    @Provide
    Arbitrary<ActionChain<Machine>> onDirectory() {
        return chains(ActionChain.startWith(Machine::onDirectory));
    }

    private static Arbitrary<ActionChain<Machine>> chains(net.jqwik.api.state.ActionChainArbitrary<Machine> start) {
        return start.withAction(4, (Action.Independent<Machine>) RegistryMachineProperties::confirming)
                .withAction(2, (Action.Independent<Machine>) () -> onFile("withdraw", Machine::withdraw))
                .withAction(1, (Action.Independent<Machine>) () -> onFile("damage", Machine::damage))
                .withAction(1, (Action.Independent<Machine>) () -> onFile("touch", Machine::touch))
                .withMaxTransformations(30);
    }

    private static Arbitrary<Transformer<Machine>> confirming() {
        return Combinators.combine(Arbitraries.of(FILES), evidence()).as((file, evidence) -> {
            Confirmation confirmation = evidence.equals(Evidence.NONE)
                    ? Confirmation.unattested(file)
                    : Confirmation.attested(file, evidence);
            return Transformer.mutate("confirm " + confirmation, machine -> machine.confirm(confirmation));
        });
    }

    private static Arbitrary<Transformer<Machine>> onFile(
            String name, java.util.function.BiConsumer<Machine, WalFileName> deed) {
        return Arbitraries.of(FILES)
                .map(file -> Transformer.mutate(name + ' ' + file, machine -> deed.accept(machine, file)));
    }

    private static Arbitrary<Evidence> evidence() {
        return Arbitraries.of(
                Evidence.NONE,
                Evidence.NONE.withSize(1),
                Evidence.NONE.withSize(2),
                Evidence.NONE.withSystemIdentifier(new SystemIdentifier(1)),
                Evidence.NONE.withSystemIdentifier(new SystemIdentifier(2)).withSize(1));
    }

    /** A place for bytes past the store. */
    private interface Planting {
        void plant(MarkerKey key, byte[] bytes);
    }

    /** The registry under test beside the model: what each file's lookup must say. */
    static final class Machine {

        private final MarkerRegistry registry;
        private final Planting planting;
        private final Runnable release;
        private final Map<WalFileName, Lookup> model = new HashMap<>();

        private Machine(MarkerStore store, Planting planting, Runnable release) {
            this.registry = new MarkerRegistry(store);
            this.planting = planting;
            this.release = release;
        }

        static Machine onMemory() {
            InMemoryMarkerStore store = new InMemoryMarkerStore();
            return new Machine(
                    store,
                    (key, bytes) -> store.plant(key, new StoredMarker.Present(MarkerContent.of(bytes))),
                    () -> {});
        }

        static Machine onDirectory() {
            try {
                Path directory = Files.createTempDirectory(
                        "walsafe", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                return new Machine(
                        DirectoryMarkerStore.owning(new LocalHost(), new HostPath(directory.toString())),
                        (key, bytes) -> write(directory.resolve(key.fileName()), bytes),
                        () -> delete(directory));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void close() {
            registry.close();
            release.run();
        }

        void confirm(Confirmation confirmation) {
            Lookup before = expected(confirmation.file());
            ConfirmOutcome outcome = registry.confirm(confirmation);
            if (before instanceof Lookup.NotConfirmed) {
                assertThat(outcome).isEqualTo(new ConfirmOutcome.Recorded());
                model.put(confirmation.file(), new Lookup.Confirmed(confirmation));
            } else if (before instanceof Lookup.Confirmed confirmed
                    && confirmed.confirmation().agreesWith(confirmation)) {
                assertThat(outcome).isEqualTo(new ConfirmOutcome.AlreadyRecorded(confirmed.confirmation()));
            } else {
                assertThat(outcome).isInstanceOf(ConfirmOutcome.Conflict.class);
            }
            check();
        }

        void withdraw(WalFileName file) {
            assertThat(registry.withdraw(file)).isEqualTo(!(expected(file) instanceof Lookup.NotConfirmed));
            model.remove(file);
            check();
        }

        void damage(WalFileName file) {
            planting.plant(MarkerKey.confirmation(file), "walsafe=1\nfile=".getBytes(StandardCharsets.US_ASCII));
            model.put(file, DAMAGED);
            check();
        }

        void touch(WalFileName file) {
            planting.plant(MarkerKey.confirmation(file), new byte[0]);
            model.put(file, new Lookup.Confirmed(Confirmation.unattested(file)));
            check();
        }

        private Lookup expected(WalFileName file) {
            return model.getOrDefault(file, new Lookup.NotConfirmed());
        }

        private void check() {
            for (WalFileName file : FILES) {
                Lookup lookup = registry.lookup(file);
                if (expected(file).equals(DAMAGED)) {
                    assertThat(lookup).isInstanceOf(Lookup.Invalid.class);
                } else {
                    assertThat(lookup).isEqualTo(expected(file));
                }
            }
            List<WalFileName> listed = new ArrayList<>();
            registry.list(new MarkerVisitor() {
                @Override
                public void marker(MarkerKey key) {
                    listed.add(key.file());
                }

                @Override
                public void stranger(String name) {
                    throw new AssertionError(name);
                }
            });
            assertThat(listed).containsExactlyInAnyOrderElementsOf(model.keySet());
        }

        private static void write(Path file, byte[] bytes) {
            try {
                Files.write(file, bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void delete(Path directory) {
            try {
                PathUtils.deleteDirectory(directory);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
