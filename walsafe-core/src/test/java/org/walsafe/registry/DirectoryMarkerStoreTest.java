package org.walsafe.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.tck.FaultyHost;
import org.walsafe.tck.MarkerStoreContract;
import org.walsafe.wal.SegmentName;

class DirectoryMarkerStoreTest extends MarkerStoreContract {

    private static final SegmentName FILE = SegmentName.parse("0000000100000000000000A1");
    private static final MarkerKey KEY = MarkerKey.confirmation(FILE);

    @TempDir
    Path parent;

    private final FaultyHost host = new FaultyHost(new LocalHost());
    private Path directory;
    private MarkerStore store;

    @BeforeEach
    void open() throws IOException {
        directory = Files.createDirectory(parent.resolve("it's the wal_safe dir"), mode("rwx------"));
        store = DirectoryMarkerStore.owning(host, path());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected MarkerStore store() {
        return store;
    }

    @Override
    protected void plant(MarkerKey key, byte[] bytes) throws IOException {
        Files.write(directory.resolve(key.fileName()), bytes);
    }

    @Override
    protected void makeUnreachable() {
        host.failAfter(0);
    }

    private HostPath path() {
        return new HostPath(directory.toString());
    }

    private static java.nio.file.attribute.FileAttribute<?> mode(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    @Test
    void aMarkerIsTheFileOfItsName() throws IOException {
        store.put(new NewMarker(KEY, MarkerContent.EMPTY));

        assertThat(directory).isDirectoryContaining(file -> file.endsWith(FILE.text() + ".done"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(KEY.fileName()))))
                .isEqualTo("rw-------");
    }

    @Test
    void aTouchedFileIsAnUnattestedConfirmation() throws IOException {
        Files.createFile(directory.resolve(KEY.fileName()));

        assertThat(new MarkerRegistry(store).lookup(FILE))
                .isEqualTo(new Lookup.Confirmed(Confirmation.unattested(FILE)));
    }

    @Test
    void closesTheHostThatItOwnsAndNoOther() throws IOException {
        Host owned = mock(Host.class, delegatesTo(new LocalHost()));
        Host borrowed = mock(Host.class, delegatesTo(new LocalHost()));

        DirectoryMarkerStore.owning(owned, path()).close();
        DirectoryMarkerStore.on(borrowed, path()).close();

        verify(owned).close();
        verify(borrowed, never()).close();
    }

    @Test
    void closesTheHostThatItWouldOwnWhereTheDirectoryIsRefused() throws IOException {
        Host owned = mock(Host.class, delegatesTo(new LocalHost()));
        Files.delete(directory);

        assertThatExceptionOfType(RegistryUnusableException.class)
                .isThrownBy(() -> DirectoryMarkerStore.owning(owned, path()));
        verify(owned).close();
    }

    @Test
    void aMissingDirectoryIsRefusedWithTheCommandThatMakesIt() throws IOException {
        Files.delete(directory);

        assertThatExceptionOfType(RegistryUnusableException.class)
                .isThrownBy(() -> DirectoryMarkerStore.on(new LocalHost(), path()))
                .withMessageContaining(directory.toString())
                .satisfies(e -> assertThat(e.hint().orElseThrow())
                        .contains("mkdir -m 0700 '" + parent + "/it'\\''s the wal_safe dir'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxr-xr-x", "rwx---r--", "rwx--x---", "rwxrwx---", "rwxrwxrwx"})
    void aDirectoryOpenToOthersIsRefusedWithTheCommandThatClosesIt(String permissions) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(permissions));

        assertThatExceptionOfType(RegistryUnusableException.class)
                .isThrownBy(() -> DirectoryMarkerStore.on(new LocalHost(), path()))
                .withMessageContaining(directory.toString())
                .satisfies(e -> assertThat(e.hint().orElseThrow())
                        .contains("chmod 0700 '" + parent + "/it'\\''s the wal_safe dir'"));
    }

    @Test
    void aLinkToADirectoryIsRefused() throws IOException {
        Path link = Files.createSymbolicLink(parent.resolve("link"), directory);

        assertThatThrownBy(() -> DirectoryMarkerStore.on(new LocalHost(), new HostPath(link.toString())))
                .isInstanceOf(RegistryUnusableException.class)
                .hasMessageContaining("symbolic link");
    }

    @Test
    void aFileInPlaceOfTheDirectoryIsRefused() throws IOException {
        Path file = Files.createFile(parent.resolve("file"));

        assertThatThrownBy(() -> DirectoryMarkerStore.on(new LocalHost(), new HostPath(file.toString())))
                .isInstanceOf(RegistryUnusableException.class);
    }

    @Test
    void aDirectoryOpenedToOthersLaterConfirmsNothing() throws IOException {
        store.put(new NewMarker(KEY, MarkerContent.EMPTY));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> store.get(KEY)).isInstanceOf(RegistryUnusableException.class);
        assertThatThrownBy(() -> store.put(new NewMarker(KEY, MarkerContent.EMPTY)))
                .isInstanceOf(RegistryUnusableException.class);
        assertThatThrownBy(() -> store.remove(KEY)).isInstanceOf(RegistryUnusableException.class);
        assertThat(new MarkerRegistry(store).lookup(FILE)).isInstanceOf(Lookup.Unknown.class);
    }

    @Test
    void aDirectoryThatVanishedIsNotAnEmptyOne() throws IOException {
        Files.delete(directory);

        assertThatThrownBy(() -> store.get(KEY)).isInstanceOf(RegistryUnusableException.class);
        assertThatThrownBy(() -> store.remove(KEY)).isInstanceOf(RegistryUnusableException.class);
        assertThat(new MarkerRegistry(store).lookup(FILE)).isInstanceOf(Lookup.Unknown.class);
    }

    @Test
    void aLinkIsNoMarkerWhateverItPointsTo() throws IOException {
        Path target = Files.createFile(parent.resolve("target"));
        Files.createSymbolicLink(directory.resolve(KEY.fileName()), target);

        assertThat(store.get(KEY)).isEqualTo(new StoredMarker.Unusable("is a symbolic link"));
        assertThat(store.put(new NewMarker(KEY, MarkerContent.EMPTY))).isInstanceOf(PutOutcome.Differs.class);
        assertThat(store.remove(KEY)).isTrue();
        assertThat(target).exists();
    }

    @Test
    void aDirectoryIsNoMarkerAndIsLeftForTheOperator() throws IOException {
        Files.createDirectory(directory.resolve(KEY.fileName()));

        assertThat(store.get(KEY)).isEqualTo(new StoredMarker.Unusable("is a directory"));
        assertThat(store.put(new NewMarker(KEY, MarkerContent.EMPTY))).isInstanceOf(PutOutcome.Differs.class);
        assertThatThrownBy(() -> store.remove(KEY)).isInstanceOf(IOException.class);
    }

    @Test
    void namesThatAreNoMarkersAreShownAsStrangersOnOneLine() throws Exception {
        for (String name : List.of("README", "x\ny.done", "$(id).done", "00000001.history.done", ".walsafe-1f")) {
            Files.createFile(directory.resolve(name));
        }
        store.put(new NewMarker(KEY, MarkerContent.EMPTY));
        InMemoryListing listing = new InMemoryListing();

        store.list(listing);

        assertThat(listing.keys).containsExactly(KEY);
        assertThat(listing.strangers)
                .containsExactlyInAnyOrder(
                        "\"README\"", "\"x\\ny.done\"", "\"$(id).done\"", "\"00000001.history.done\"");
    }

    @Test
    void aWriteThatFailsHalfwayLeavesNoMarker() {
        host.failAfter(1);

        assertThatThrownBy(() -> store.put(new NewMarker(KEY, MarkerContent.EMPTY)))
                .isInstanceOf(IOException.class);

        assertThat(directory).isEmptyDirectory();
    }

    private static final class InMemoryListing implements MarkerVisitor {

        final List<MarkerKey> keys = new java.util.ArrayList<>();
        final List<String> strangers = new java.util.ArrayList<>();

        @Override
        public void marker(MarkerKey key) {
            keys.add(key);
        }

        @Override
        public void stranger(String name) {
            strangers.add(name);
        }
    }
}
