package clearing.client.cli;

import clearing.client.proof.Salts;
import clearing.kernel.codec.Blob;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.codec.Bytes;
import clearing.kernel.reconcile.BreakId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whose break, which file is hashed, and by whose hand. */
final class SharedBreakOptions {
    @Mixin
    private MemberOptions member = new MemberOptions();

    @Mixin
    private Output output = new Output();

    @Option(
            names = "--as",
            paramLabel = "IDENTITY",
            description = "Which person of the profile acts. Default: the identity named after the role.")
    private Optional<String> person = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    RiskActions actions() {
        return new RiskActions(member, output);
    }

    MemberOptions member() {
        return member;
    }

    Output output() {
        return output;
    }

    String as(String role) {
        return person.orElse(role);
    }

    BreakId id(String text) {
        int cut = text.indexOf('/');
        if (cut < 1 || cut == text.length() - 1) {
            throw bad("A shared break is named OPENER/REFERENCE, not '" + text + "'.");
        }
        return new BreakId(text.substring(0, cut), text.substring(cut + 1));
    }

    /** SHA-256 of a fresh salt and the file; the salt is printed, since who is shown the file needs it. */
    Blob hash(Path file) {
        byte[] salt = new byte[Salts.SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        try {
            byte[] content = Files.readAllBytes(file);
            Blob hash = Blob.of(Bytes.sha256(new ByteWriter(content.length + salt.length)
                    .fixed(salt)
                    .fixed(content)
                    .toBytes()));
            output.err()
                    .println("salt " + HexFormat.of().formatHex(salt) + ", SHA-256 of salt and " + file + " "
                            + HexFormat.of().formatHex(hash.bytes()));
            return hash;
        } catch (IOException e) {
            throw bad(file + " cannot be read.");
        }
    }

    CommandLine.ParameterException bad(String sentence) {
        return new CommandLine.ParameterException(spec.commandLine(), sentence);
    }
}
