package clearing.devnet.ca;

import java.io.IOException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The certificate authority as a program: {@code make} fills a ledger home, {@code show} tells what ends when. */
public final class CertificateAuthorityMain {

    /** All is well. */
    static final int OK = 0;
    /** A file could not be read, written or completed. */
    static final int FAILED = 1;
    /** The command line is wrong. */
    static final int USAGE = 2;
    /** A certificate has ended or ends soon. */
    static final int ENDS_SOON = 3;

    private final PrintStream out;
    private final PrintStream err;
    private final InstantSource clock;
    private final SecureRandom random;

    CertificateAuthorityMain(PrintStream out, PrintStream err, InstantSource clock, SecureRandom random) {
        this.out = out;
        this.err = err;
        this.clock = clock;
        this.random = random;
    }

    /** Runs the program and exits with its code. */
    public static void main(String[] args) {
        var program = new CertificateAuthorityMain(System.out, System.err, Clock.systemUTC(), new SecureRandom());
        System.exit(program.run(List.of(args)));
    }

    int run(List<String> words) {
        try {
            var arguments = Arguments.parse(words);
            return arguments.command().equals("make") ? make(arguments) : show(arguments);
        } catch (Arguments.UsageException | IllegalArgumentException e) {
            err.println(e.getMessage());
            err.print(Arguments.USAGE);
            return USAGE;
        } catch (IOException e) {
            err.println(e.getMessage());
            return FAILED;
        }
    }

    private int make(Arguments arguments) throws IOException {
        var members = members(arguments);
        new CertificateAuthority(arguments.home(), arguments.hosts(), arguments.days(), clock, random).make(members);
        if (!arguments.nodes().isEmpty()) {
            ConnectionProfile.writeAll(
                    arguments.home(), members, arguments.channel(), arguments.chaincode(), arguments.nodes());
        }
        return OK;
    }

    private static List<Member> members(Arguments arguments) {
        if (arguments.nodes().isEmpty() && arguments.readers().isEmpty()) {
            return Member.sampleConsortium();
        }
        var members = new ArrayList<Member>();
        arguments.nodes().forEach(node -> members.add(Member.withNode(node.member())));
        arguments.readers().forEach(reader -> members.add(Member.readerOnly(reader)));
        return members;
    }

    private int show(Arguments arguments) throws IOException {
        var validities = Validities.of(arguments.home(), clock.instant());
        if (arguments.json()) {
            out.print(Json.text(json -> {
                json.writeArrayFieldStart("certificates");
                for (var validity : validities) {
                    json.writeStartObject();
                    json.writeStringField("file", validity.file().toString());
                    json.writeStringField("subject", validity.subject());
                    json.writeStringField("until", validity.until().toString());
                    json.writeNumberField("daysLeft", validity.daysLeft());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }));
        } else {
            validities.forEach(validity -> out.printf(
                    "%6d days  until %s  %s%s%n",
                    validity.daysLeft(),
                    validity.until(),
                    validity.file(),
                    validity.needsRenewal() ? "  ENDS SOON" : ""));
        }
        return validities.stream().anyMatch(Validities.Validity::needsRenewal) ? ENDS_SOON : OK;
    }
}
