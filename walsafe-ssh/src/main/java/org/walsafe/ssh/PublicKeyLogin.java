package org.walsafe.ssh;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AbstractAuthMethod;

/**
 * Logs in by public key (RFC 4252, section 7): offers one key after the other and signs with the one that the server wants.
 *
 * <p>SSHJ's own does neither agents nor the certificates of RSA keys that servers of today accept.
 */
final class PublicKeyLogin extends AbstractAuthMethod {

    /** One way to log in with one key. */
    private record Offer(Identity identity, String algorithm) {}

    private final Iterator<Offer> offers;
    private Offer offer;
    private final List<String> tried = Collections.synchronizedList(new ArrayList<>());

    /**
     * Offers {@code identities} by those of their algorithms that are in {@code allowed}.
     *
     * @throws UserAuthException when there is nothing to offer
     */
    PublicKeyLogin(List<Identity> identities, List<String> allowed) throws UserAuthException {
        super("publickey");
        List<Offer> all = new ArrayList<>();
        for (Identity identity : identities) {
            identity.algorithms().stream()
                    .filter(allowed::contains)
                    .filter(algorithm -> !algorithm.startsWith("rsa-sha2-256") || !offersWith512(all, identity))
                    .forEach(algorithm -> all.add(new Offer(identity, algorithm)));
        }
        offers = all.iterator();
        if (!offers.hasNext()) {
            throw new UserAuthException("there is no key to log in with");
        }
        offer = offers.next();
    }

    /** Every refused offer counts against the user, and who refuses a key by SHA-512 does so by SHA-256. */
    private static boolean offersWith512(List<Offer> offers, Identity identity) {
        return offers.stream().anyMatch(made -> made.identity().key().equals(identity.key()));
    }

    /** The keys that were offered so far. */
    List<String> tried() {
        synchronized (tried) {
            return List.copyOf(tried);
        }
    }

    @Override
    protected SSHPacket buildReq() throws UserAuthException {
        tried.add(offer.identity().key().toString());
        return request(SignatureFollows.NO);
    }

    @Override
    public boolean shouldRetry() {
        if (!offers.hasNext()) {
            return false;
        }
        offer = offers.next();
        return true;
    }

    @Override
    public void handle(Message message, SSHPacket packet) throws UserAuthException, TransportException {
        if (message != Message.USERAUTH_60) { // the server would take the offer
            super.handle(message, packet);
        }
        SSHPacket request = request(SignatureFollows.YES);
        byte[] signed = new Buffer.PlainBuffer()
                .putString(params.getTransport().getSessionID())
                .putBuffer(request)
                .getCompactData();
        try {
            request.putString(offer.identity().sign(offer.algorithm(), signed));
        } catch (IOException e) {
            if (!shouldRetry()) {
                throw new UserAuthException(String.valueOf(e.getMessage()), e);
            }
            request = buildReq();
        }
        params.getTransport().write(request);
    }

    private enum SignatureFollows {
        YES,
        NO
    }

    private SSHPacket request(SignatureFollows signature) throws UserAuthException {
        return super.buildReq()
                .putBoolean(signature == SignatureFollows.YES)
                .putString(offer.algorithm())
                .putString(offer.identity().key().blob());
    }
}
