package org.walsafe.examples.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.walsafe.host.Host;
import org.walsafe.host.LocalHost;
import org.walsafe.ssh.OpenSshSettings;
import org.walsafe.ssh.SshHost;
import org.walsafe.ssh.SshLocation;

/**
 * The machines that a command works on, each with one connection, however many places on it are named. Closing ends them all.
 *
 * <p>For one thread.
 */
final class Hosts implements AutoCloseable {

    private final LocalHost local = new LocalHost();
    private final Map<String, SshHost> remote = new LinkedHashMap<>();

    /**
     * The place that a word of the command line means: an absolute path on this machine, or a URI with the scheme
     * {@code file} or {@code ssh}.
     *
     * @throws IllegalArgumentException when it is neither
     * @throws IOException when a path below a home directory cannot be resolved
     */
    Place place(String option, String text) throws IOException {
        if (text.startsWith("/")) {
            return new Place(local, local.files().resolve(text));
        }
        try {
            Optional<Place> place = place(new URI(text));
            if (place.isPresent()) {
                return place.get();
            }
        } catch (URISyntaxException e) {
            // answered below
        }
        throw new IllegalArgumentException(
                option + " is an absolute path, or on another host ssh://user@host/path/to/it");
    }

    /** The place that a URI means, unless its scheme is one of neither files nor hosts. */
    Optional<Place> place(URI uri) throws IOException {
        if ("ssh".equalsIgnoreCase(uri.getScheme())) {
            SshLocation location = SshLocation.of(uri);
            Host host = remote.computeIfAbsent(
                    uri.getRawAuthority() + '?' + uri.getRawQuery(),
                    way -> new SshHost(location.resolve(OpenSshSettings.ofUser())));
            return Optional.of(new Place(host, host.files().resolve(location.path())));
        }
        if ("file".equalsIgnoreCase(uri.getScheme())) {
            return Optional.of(new Place(local, local.files().resolve(localPath(uri))));
        }
        return Optional.empty();
    }

    /** As registries understand it: {@code file:///path}, {@code file:~/path}, or {@code file:path}. */
    private static String localPath(URI uri) {
        if (!uri.isOpaque()) {
            return uri.getPath().startsWith("/~/") ? uri.getPath().substring(1) : uri.getPath();
        }
        String path = uri.getSchemeSpecificPart();
        return path.startsWith("~/") ? path : Path.of(path).toAbsolutePath().toString();
    }

    @Override
    public void close() {
        remote.values().forEach(SshHost::close);
        local.close();
    }
}
