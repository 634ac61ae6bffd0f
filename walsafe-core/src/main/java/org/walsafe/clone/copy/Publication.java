package org.walsafe.clone.copy;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;

/**
 * Exchanges what is in several places for what was staged there: wholly, or not at all. The place of the data directory comes
 * last, and holds the notes.
 *
 * <p>Every step is a rename within a file system. A process that dies between two of them leaves notes, by which {@link
 * #recover} takes the steps back, or completes what only wanted cleaning up. For one thread, under the lock of the staging area.
 */
final class Publication {

    /** In the staging directory of the data directory: which places take part. */
    private static final String PLACES = "places";

    /** In the staging directory of the data directory: the exchange is complete. */
    private static final String PUBLISHED = "published";

    /** Without it no server starts, so it arrives last. */
    private static final String LAST = "global";

    private final List<Place> places;
    private final Path notes;

    Publication(List<Place> places) {
        this.places = List.copyOf(places);
        this.notes = places.get(places.size() - 1).staging();
    }

    /** Exchanges; when that fails, everything is as it was. */
    void publish() throws IOException {
        Notes.write(
                notes.resolve(PLACES),
                places.stream().flatMap(Publication::words).toList());
        try {
            for (Place place : places) {
                exchange(place);
            }
            Notes.write(notes.resolve(PUBLISHED), List.of());
        } catch (IOException | RuntimeException e) {
            takeBack(places, e);
            throw e;
        }
    }

    private void takeBack(List<Place> exchanged, Exception reason) {
        try {
            undo(exchanged);
            Files.deleteIfExists(notes.resolve(PLACES));
        } catch (IOException e) {
            reason.addSuppressed(e); // the notes stay, and the next attempt takes the rest back
        }
    }

    /** Removes what has gone, and the staging directories; after {@link #publish}. */
    void cleanUp() throws IOException {
        forget(places, notes);
        for (Place place : places) {
            delete(place.staging());
        }
    }

    /** Ends what an earlier process began to publish from this staging directory and did not complete. */
    static void recover(Path staging) throws IOException {
        Path written = staging.resolve(PLACES);
        if (!Files.exists(written)) {
            return;
        }
        List<Place> places = places(Notes.read(written));
        if (Files.exists(staging.resolve(PUBLISHED))) {
            forget(places, staging);
        } else {
            undo(places);
            Files.delete(written);
            Notes.force(staging);
        }
    }

    /** The notes go last, so that nobody takes back what is complete. */
    private static void forget(List<Place> places, Path notes) throws IOException {
        for (Place place : places) {
            delete(place.arriving());
            delete(place.arrivals());
            delete(place.departures());
        }
        Files.deleteIfExists(notes.resolve(PLACES));
        Files.deleteIfExists(notes.resolve(PUBLISHED));
        Notes.force(notes);
    }

    private static void delete(Path path) throws IOException {
        if (Place.exists(path)) {
            PathUtils.delete(path);
        }
    }

    private static void exchange(Place place) throws IOException {
        List<String> arriving = names(place.arrivals());
        arriving.sort(Comparator.comparing(LAST::equals));
        Files.createDirectory(place.departures());
        for (Path entry : entries(place.root())) {
            boolean goes = place.scope() == Place.Scope.ALL || arriving.contains(name(entry));
            if (goes && place.isContent(entry)) {
                move(entry, place.departures());
            }
        }
        flush(place);
        Notes.write(place.arriving(), arriving);
        for (String name : arriving) {
            move(place.arrivals().resolve(name), place.root());
        }
        flush(place);
    }

    private static void undo(List<Place> places) throws IOException {
        for (Place place : places) {
            if (Files.exists(place.arriving())) {
                for (String name : Notes.read(place.arriving())) {
                    if (!Place.exists(place.arrivals().resolve(name))
                            && Place.exists(place.root().resolve(name))) {
                        move(place.root().resolve(name), place.arrivals());
                    }
                }
                Files.delete(place.arriving());
            }
            if (Files.exists(place.departures())) {
                for (Path entry : entries(place.departures())) {
                    move(entry, place.root());
                }
                Files.delete(place.departures());
            }
            flush(place);
        }
    }

    private static void move(Path entry, Path directory) throws IOException {
        Files.move(entry, directory.resolve(name(entry)), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void flush(Place place) throws IOException {
        for (Path directory : List.of(place.root(), place.staging(), place.arrivals(), place.departures())) {
            if (Files.exists(directory)) {
                Notes.force(directory);
            }
        }
    }

    private static List<String> names(Path directory) throws IOException {
        List<String> names = new ArrayList<>();
        for (Path entry : entries(directory)) {
            names.add(name(entry));
        }
        return names;
    }

    private static List<Path> entries(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
        }
        return entries;
    }

    private static String name(Path entry) {
        return String.valueOf(entry.getFileName());
    }

    private static Stream<String> words(Place place) {
        return Stream.of(
                place.root().toString(),
                place.staging().toString(),
                place.content().toString(),
                place.scope().name());
    }

    private static List<Place> places(List<String> words) {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i + 3 < words.size(); i += 4) {
            places.add(new Place(
                    Path.of(words.get(i)),
                    Path.of(words.get(i + 1)),
                    Path.of(words.get(i + 2)),
                    Place.Scope.valueOf(words.get(i + 3))));
        }
        return places;
    }
}
