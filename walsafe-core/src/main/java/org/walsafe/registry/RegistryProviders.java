package org.walsafe.registry;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.ServiceLoader;
import org.walsafe.error.PrintableText;
import org.walsafe.host.Host;
import org.walsafe.host.LocalHost;

/**
 * Opens registries by URI. The schemes of core are opened without a look at other modules, because the gate does so for
 * every WAL file.
 */
final class RegistryProviders {

    private RegistryProviders() {}

    static WalSafeRegistry open(URI uri) {
        RegistryUris.refuseSecrets(uri);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "file" -> openDirectory(uri);
            case "mem" -> new MarkerRegistry(new InMemoryMarkerStore());
            default -> openByProvider(scheme, uri);
        };
    }

    private static WalSafeRegistry openDirectory(URI uri) {
        String path = RegistryUris.localPath(uri);
        Host host = new LocalHost();
        try {
            return new MarkerRegistry(
                    DirectoryMarkerStore.owning(host, host.files().resolve(path)));
        } catch (IOException e) {
            throw new RegistryUnreachableException(
                    "the registry " + uri + " cannot be opened: " + e.getMessage(),
                    "Check the directory and the permissions on the way to it.",
                    e);
        } catch (IllegalArgumentException e) {
            throw new RegistryUnusableException(
                    "not the URI of a registry: " + PrintableText.quoted(uri.toString()), RegistryUris.FILE_HINT);
        }
    }

    private static WalSafeRegistry openByProvider(String scheme, URI uri) {
        StringBuilder known = new StringBuilder("file, mem");
        for (RegistryProvider provider : ServiceLoader.load(RegistryProvider.class)) {
            if (provider.scheme().equals(scheme)) {
                return provider.open(uri);
            }
            known.append(", ").append(provider.scheme());
        }
        throw new RegistryUnusableException(
                "no module on the path opens a registry with the scheme " + PrintableText.quoted(scheme),
                "Known here: " + known + ". A directory is written file:///path/to/it.");
    }
}
