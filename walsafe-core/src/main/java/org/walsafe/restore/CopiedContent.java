package org.walsafe.restore;

import java.io.IOException;
import java.io.OutputStream;
import org.walsafe.codec.CodecUnavailableException;
import org.walsafe.codec.DecodingException;
import org.walsafe.codec.DecodingStream;
import org.walsafe.codec.EncryptedWalFileException;
import org.walsafe.codec.WalCodec;
import org.walsafe.io.BlockInputStream;
import org.walsafe.restore.RejectedContentException.Kind;

/**
 * A file's decoded content on its way: what is read from here has been written to the destination. Failures of the source come
 * as {@link RejectedContentException}, those of the destination as they are. For one thread.
 */
final class CopiedContent extends BlockInputStream {

    private final DecodingStream content;
    private final String location;
    private final OutputStream destination;
    private final Deadline deadline;

    private CopiedContent(DecodingStream content, String location, OutputStream destination, Deadline deadline) {
        this.content = content;
        this.location = location;
        this.destination = destination;
        this.deadline = deadline;
    }

    static CopiedContent open(SourceAnswer.Found found, long maximumBytes, OutputStream destination, Deadline deadline)
            throws RejectedContentException {
        try {
            DecodingStream content = DecodingStream.open(found.stored(), found.location(), maximumBytes);
            return new CopiedContent(content, found.location(), destination, deadline);
        } catch (IOException e) {
            throw rejected(found.location(), e);
        }
    }

    /** How the file is stored. */
    WalCodec codec() {
        return content.codec();
    }

    /** How much has been copied. */
    long bytes() {
        return content.decodedBytes();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = readContent(target, offset, length);
        if (count > 0) {
            destination.write(target, offset, count);
        }
        return count;
    }

    private int readContent(byte[] target, int offset, int length) throws RejectedContentException {
        if (deadline.hasPassed()) {
            throw new RejectedContentException(
                    Kind.LATE, location + " gave only " + bytes() + " bytes in the time that a transfer may take");
        }
        try {
            return content.read(target, offset, length);
        } catch (IOException e) {
            throw rejected(location, e);
        }
    }

    private static RejectedContentException rejected(String location, IOException e) {
        boolean saysNothing = e instanceof CodecUnavailableException || e instanceof EncryptedWalFileException;
        if (e instanceof DecodingException && !saysNothing) {
            return new RejectedContentException(Kind.DAMAGED, String.valueOf(e.getMessage()), e);
        }
        String reason = SourceFailure.text(e);
        return new RejectedContentException(
                Kind.UNREADABLE, saysNothing ? reason : location + " could not be read to its end: " + reason, e);
    }
}
