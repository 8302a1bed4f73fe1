package dev.ovation.bench.claps;

import dev.ovation.bench.load.Requests;
import dev.ovation.core.delegation.Authorization;
import dev.ovation.runtime.deploy.Deployment;
import dev.ovation.runtime.onchain.TypedData;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The requests of a run, the fans in turn. All that does not change from clap to clap is prepared as bytes. */
final class ClapRequests implements Requests {

    private static final int SIGNATURE_DIGITS = 130;
    private static final byte[] END = "\"}}".getBytes(StandardCharsets.US_ASCII);

    /** Of one fan: the request up to the length of its body, and the body up to the salt and from there on. */
    private record Template(byte[] head, byte[] toSalt, byte[] toSignature) {}

    private final List<Template> templates;
    private final SignedClaps claps;
    private final byte[] digits = new byte[SIGNATURE_DIGITS];
    private long sent;

    private ClapRequests(List<Template> templates, SignedClaps claps) {
        this.templates = templates;
        this.claps = claps;
    }

    /** Each clap with its own signature. */
    static Requests signed(Fans fans, Deployment deployment, SignedClaps claps) {
        List<Template> templates = new ArrayList<>();
        for (int fan = 0; fan < fans.fans().size(); fan++) {
            String creator = fans.creatorOf(fan).address().toString();
            String toSalt = "{\"creatorAddress\":\"%s\",\"amount\":\"%s\",\"delegation\":{\"authorization\":{"
                            .formatted(creator, ClapTerms.AMOUNT.toTokens())
                    + "\"owner\":\"%s\",\"token\":\"%s\",\"creator\":\"%s\",\"cap\":\"%s\",\"capPerIntent\":\"%s\","
                            .formatted(
                                    fans.fans().get(fan).address(),
                                    deployment.tki(),
                                    creator,
                                    ClapTerms.AMOUNT,
                                    ClapTerms.AMOUNT)
                    + "\"validAfter\":0,\"validUntil\":%d,\"salt\":\"".formatted(ClapTerms.VALID_UNTIL);
            templates.add(new Template(head(fans, fan), ascii(toSalt), ascii("\"},\"signature\":\"0x")));
        }
        return new ClapRequests(templates, claps);
    }

    /** Each clap under its fan's standing authorization, named by its hash; they never run out. */
    static Requests standing(Fans fans, Deployment deployment) {
        TypedData typedData = new TypedData(deployment);
        List<byte[]> requests = new ArrayList<>();
        for (int fan = 0; fan < fans.fans().size(); fan++) {
            Authorization terms = ClapTerms.standing(
                    fans.fans().get(fan).address(), fans.creatorOf(fan).address());
            String body = "{\"creatorAddress\":\"%s\",\"amount\":\"%s\",\"delegation\":{\"hash\":\"%s\"}}"
                    .formatted(terms.creator(), ClapTerms.AMOUNT.toTokens(), typedData.hashOf(terms));
            String head = new String(head(fans, fan), StandardCharsets.US_ASCII);
            requests.add(ascii(head + body.length() + "\r\n\r\n" + body));
        }
        int[] sent = {0};
        return into -> {
            into.put(requests.get(sent[0]));
            sent[0] = (sent[0] + 1) % requests.size();
            return true;
        };
    }

    private static byte[] head(Fans fans, int fan) {
        return ascii("POST /api/contracts/clap HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                + "Authorization: Bearer " + fans.tokens().get(fan) + "\r\nContent-Length: ");
    }

    @Override
    public boolean next(ByteBuffer into) {
        int fan = (int) (sent % templates.size());
        int nonce = (int) (sent / templates.size());
        if (nonce >= claps.rounds()) {
            return false;
        }
        sent++;
        Template template = templates.get(fan);
        byte[] salt = ascii(Integer.toString(nonce));
        int length = template.toSalt.length + salt.length + template.toSignature.length + SIGNATURE_DIGITS + END.length;
        claps.putHex(fan, nonce, digits, 0);
        into.put(template.head)
                .put(ascii(length + "\r\n\r\n"))
                .put(template.toSalt)
                .put(salt)
                .put(template.toSignature)
                .put(digits)
                .put(END);
        return true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
