package clearing.devnet.policy;

import java.util.ArrayList;
import java.util.List;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;

/**
 * Fabric's notation of signature policies: {@code OutOf(2, 'A.peer', 'B.peer', AND('C.peer', 'D.admin'))}, with
 * {@code AND}, {@code OR} and {@code OutOf} in any nesting and the roles member, admin, client, peer and orderer.
 */
public final class PolicyExpression {

    private final String text;
    private final List<MSPPrincipal> principals = new ArrayList<>();
    private int at;

    private PolicyExpression(String text) {
        this.text = text;
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException if it is not well formed; the message says where
     */
    public static SignaturePolicyEnvelope parse(String text) {
        var parser = new PolicyExpression(text);
        var rule = parser.rule();
        parser.skipSpace();
        if (parser.at != text.length()) {
            throw parser.problem("nothing more");
        }
        return SignaturePolicyEnvelope.newBuilder()
                .setVersion(0)
                .setRule(rule)
                .addAllIdentities(parser.principals)
                .build();
    }

    /** {@code n} of the organisations, each by the role. */
    public static SignaturePolicyEnvelope outOf(int n, List<String> organisations, String role) {
        var quoted =
                organisations.stream().map(id -> "'" + id + "." + role + "'").toList();
        return parse("OutOf(" + n + ", " + String.join(", ", quoted) + ")");
    }

    private SignaturePolicy rule() {
        skipSpace();
        if (at < text.length() && text.charAt(at) == '\'') {
            return principal();
        }
        var name = word();
        expect('(');
        var rules = new ArrayList<SignaturePolicy>();
        int required = -1;
        if (name.equalsIgnoreCase("OutOf")) {
            required = number();
            expect(',');
        }
        rules.add(rule());
        while (accept(',')) {
            rules.add(rule());
        }
        expect(')');
        required = switch (name.toUpperCase(java.util.Locale.ROOT)) {
            case "AND" -> rules.size();
            case "OR" -> 1;
            case "OUTOF" -> required;
            default -> throw problem("AND, OR or OutOf");
        };
        if (required > rules.size()) {
            throw new IllegalArgumentException(
                    "policy '" + text + "' asks for " + required + " of " + rules.size() + " rules");
        }
        return SignaturePolicy.newBuilder()
                .setNOutOf(SignaturePolicy.NOutOf.newBuilder().setN(required).addAllRules(rules))
                .build();
    }

    private SignaturePolicy principal() {
        var end = text.indexOf('\'', at + 1);
        if (end < 0) {
            throw problem("a closing quote");
        }
        var named = text.substring(at + 1, end);
        var dot = named.lastIndexOf('.');
        if (dot <= 0) {
            throw problem("'<organisation>.<role>'");
        }
        var role = switch (named.substring(dot + 1)) {
            case "member" -> MSPRole.MSPRoleType.MEMBER;
            case "admin" -> MSPRole.MSPRoleType.ADMIN;
            case "client" -> MSPRole.MSPRoleType.CLIENT;
            case "peer" -> MSPRole.MSPRoleType.PEER;
            case "orderer" -> MSPRole.MSPRoleType.ORDERER;
            default -> throw problem("one of the roles member, admin, client, peer, orderer");
        };
        at = end + 1;
        var principal = MSPPrincipal.newBuilder()
                .setPrincipalClassification(MSPPrincipal.Classification.ROLE)
                .setPrincipal(MSPRole.newBuilder()
                        .setMspIdentifier(named.substring(0, dot))
                        .setRole(role)
                        .build()
                        .toByteString())
                .build();
        var index = principals.indexOf(principal);
        if (index < 0) {
            index = principals.size();
            principals.add(principal);
        }
        return SignaturePolicy.newBuilder().setSignedBy(index).build();
    }

    private int number() {
        skipSpace();
        var start = at;
        while (at < text.length() && Character.isDigit(text.charAt(at)) && at - start < 4) {
            at++;
        }
        if (start == at) {
            throw problem("a number");
        }
        return Integer.parseInt(text.substring(start, at));
    }

    private String word() {
        var start = at;
        while (at < text.length() && Character.isLetter(text.charAt(at))) {
            at++;
        }
        if (start == at) {
            throw problem("AND, OR, OutOf or a quoted principal");
        }
        return text.substring(start, at);
    }

    private boolean accept(char wanted) {
        skipSpace();
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char wanted) {
        if (!accept(wanted)) {
            throw problem("'" + wanted + "'");
        }
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException problem(String wanted) {
        return new IllegalArgumentException("policy '" + text + "': expected " + wanted + " at character " + (at + 1));
    }
}
