package clearing.kernel;

import java.util.Arrays;

/**
 * The attribute extension that Fabric's certificate authorities write: an octet string with the JSON text
 * {@code {"attrs":{"name":"value", ...}}}. Only that shape is read; anything else is refused.
 */
final class CertificateAttributes {
    static final String OID = "1.2.3.4.5.6.7.8.1";

    private final String json;
    private int at;

    private CertificateAttributes(String json) {
        this.json = json;
    }

    /** The bytes inside a DER octet string whose length fits in four bytes. */
    static byte[] unwrapOctetString(byte[] der) {
        if (der.length < 2 || der[0] != 0x04) {
            throw fault("the attribute extension is not an octet string");
        }
        int first = der[1] & 0xFF;
        int header = first < 0x80 ? 2 : 2 + (first & 0x7F);
        if (first == 0x80 || header > 6 || header > der.length) {
            throw fault("the attribute extension has no valid length");
        }
        long length = first < 0x80 ? first : 0;
        for (int i = 2; i < header; i++) {
            length = length << 8 | (der[i] & 0xFF);
        }
        if (length != der.length - header) {
            throw fault("the attribute extension is cut off");
        }
        return Arrays.copyOfRange(der, header, der.length);
    }

    /** The value of an attribute, or an empty text when the certificate does not carry it. */
    static String value(String json, String name) {
        CertificateAttributes reader = new CertificateAttributes(json);
        reader.expect('{');
        if (!reader.string().equals("attrs")) {
            throw fault("the attribute extension does not begin with attrs");
        }
        reader.expect(':');
        reader.expect('{');
        String found = "";
        boolean seen = false;
        if (!reader.accept('}')) {
            do {
                String key = reader.string();
                reader.expect(':');
                String value = reader.string();
                if (key.equals(name)) {
                    if (seen) {
                        throw fault("the attribute " + name + " stands twice");
                    }
                    seen = true;
                    found = value;
                }
            } while (reader.accept(','));
            reader.expect('}');
        }
        reader.expect('}');
        reader.skipSpace();
        if (reader.at != json.length()) {
            throw fault("the attribute extension has text behind its end");
        }
        return found;
    }

    private String string() {
        expect('"');
        StringBuilder text = new StringBuilder();
        while (at < json.length() && json.charAt(at) != '"') {
            char c = json.charAt(at++);
            if (c == '\\' || c < 0x20) {
                throw fault("attribute texts with escapes are not accepted");
            }
            text.append(c);
        }
        expect('"');
        return text.toString();
    }

    private void expect(char c) {
        if (!accept(c)) {
            throw fault("the attribute extension is not {\"attrs\":{...}} with text values, at character " + at);
        }
    }

    private boolean accept(char c) {
        // A text's closing quote follows at once; blanks are allowed before every other sign.
        skipSpace();
        if (at < json.length() && json.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void skipSpace() {
        while (at < json.length() && (json.charAt(at) == ' ' || json.charAt(at) == '\n' || json.charAt(at) == '\t')) {
            at++;
        }
    }

    private static MalformedInput fault(String sentence) {
        return new MalformedInput(ResultCode.MALFORMED, "creator.attributes", sentence);
    }
}
