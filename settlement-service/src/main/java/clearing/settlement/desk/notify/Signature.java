package clearing.settlement.desk.notify;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what a webhook is told: {@code t=SECONDS,v1=HEX}, where HEX is HMAC-SHA-256 of {@code SECONDS.ID.BODY} under the channel's
 * secret. Who checks it also checks that the time is near and that the id is new.
 */
final class Signature {
    private Signature() {}

    static String of(Secret secret, Instant at, String id, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.bytes(), "HmacSHA256"));
            String text = at.getEpochSecond() + "." + id + "." + body;
            byte[] signed = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return "t=" + at.getEpochSecond() + ",v1=" + HexFormat.of().formatHex(signed);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }
}
