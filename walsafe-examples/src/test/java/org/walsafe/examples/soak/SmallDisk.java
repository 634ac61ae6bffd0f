package org.walsafe.examples.soak;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.walsafe.ssh.tck.Account;
import org.walsafe.ssh.tck.Program;
import org.walsafe.tck.RealParts;

/** A disk of one's own at a directory, in memory, that can be made full by taking its free space away. */
final class SmallDisk implements AutoCloseable {

    private static final int ATTEMPTS = 100;
    private static final long PAGE = 4096;

    private final Path directory;
    private final String size;

    private SmallDisk(Path directory, String size) {
        this.directory = directory;
        this.size = size;
    }

    /** Mounts one over an empty directory, which stays the owner's alone; empty where the kernel lets us mount nothing. */
    static Optional<SmallDisk> mount(Path directory, Account owner, int megabytes) throws IOException {
        String size = megabytes + "m";
        if (mount("-t", "tmpfs", "-o", "mode=0700,size=" + size, "walsafe-soak", directory.toString()) != 0) {
            return Optional.empty();
        }
        owner.own(directory);
        return Optional.of(new SmallDisk(directory, size));
    }

    /** Leaves no room: whoever writes now is told that the disk is full. */
    void fill() throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (resize(Long.toString(Math.max(used(), PAGE)))) {
                return;
            }
        }
        throw new IOException(directory + " cannot be made full: it is written to all the time");
    }

    private long used() throws IOException {
        FileStore store = Files.getFileStore(directory);
        return store.getTotalSpace() - store.getUnallocatedSpace();
    }

    /** Gives the room back. */
    void free() throws IOException {
        if (!resize(size)) {
            throw new IOException(directory + " cannot be given its size of " + size);
        }
    }

    /** The kernel refuses a size below what is used. */
    private boolean resize(String to) {
        return mount("-o", "remount,size=" + to, directory.toString()) == 0;
    }

    private static int mount(String... options) {
        List<String> words = new ArrayList<>(List.of(RealParts.path("mount").toString()));
        words.addAll(List.of(options));
        return Program.run(words).status();
    }

    @Override
    public void close() {
        Program.require("umount", "--lazy", directory.toString());
    }
}
