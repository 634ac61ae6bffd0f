package org.walsafe.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.walsafe.host.Command;
import org.walsafe.host.CommandResult;
import org.walsafe.host.ContentWriter;
import org.walsafe.host.DirectoryVisitor;
import org.walsafe.host.Host;
import org.walsafe.host.HostFiles;
import org.walsafe.host.HostPath;

/**
 * What the contracts of a host have in common: the host under test, and short words for using it.
 *
 * @since 0.1.0
 */
public abstract class HostFixture {

    /** Names that a careless command line or path would stumble over. */
    protected static final List<String> HOSTILE_NAMES = List.of(
            "two words",
            "it's",
            "say \"hi\"",
            "line\nbreak",
            "$(id)",
            "`id`",
            "-n",
            "*",
            "back\\slash",
            "a;b&c|d",
            "#no comment",
            "~",
            "x=1");

    /** For the transport's own test class. */
    protected HostFixture() {}

    /**
     * The host under test, open and the same throughout one test; the test class closes it afterwards.
     *
     * @return the host
     */
    protected abstract Host host();

    /**
     * A directory on that host for this test alone.
     *
     * @return an empty directory that the host's user may write to
     */
    protected abstract HostPath workDirectory();

    /**
     * Whether file permissions bind the user that acts on the host; they do not bind root.
     *
     * @return true unless overridden
     */
    protected boolean permissionsBind() {
        return true;
    }

    final HostFiles files() {
        return host().files();
    }

    final HostPath path(String name) {
        return workDirectory().child(name);
    }

    final byte[] read(HostPath file) throws IOException {
        try (InputStream in = files().read(file, 0)) {
            return in.readAllBytes();
        }
    }

    final String readText(HostPath file) throws IOException {
        return new String(read(file), StandardCharsets.UTF_8);
    }

    static ContentWriter content(String text) {
        return content(text.getBytes(StandardCharsets.UTF_8));
    }

    static ContentWriter content(byte[] bytes) {
        return out -> out.write(bytes);
    }

    protected final List<String> names(HostPath directory) throws IOException {
        List<String> names = new ArrayList<>();
        files().list(directory, name -> {
            names.add(name);
            return DirectoryVisitor.Next.CONTINUE;
        });
        return names;
    }

    /** Runs a shell on the host, for what a host's own primitives do not do; it must succeed. */
    final String shell(String script, String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        words.addAll(List.of(arguments));
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        CommandResult result = host().run(Command.of(words.toArray(String[]::new)), stdout);
        assertThat(result.succeeded()).as("%s: %s", script, result).isTrue();
        return stdout.toString(StandardCharsets.UTF_8);
    }
}
