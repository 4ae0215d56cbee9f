package clearing.client.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.client.certificate.Check;
import clearing.client.certificate.SettledDay;
import clearing.client.certificate.SettledDay.Ran;
import clearing.client.certificate.TrustAnchor;
import clearing.client.evidence.EvidenceFacts.Entry;
import clearing.client.evidence.EvidenceFacts.Section;
import clearing.client.evidence.EvidenceFacts.Trade;
import clearing.client.journal.AuditSeal;
import clearing.client.profile.ProfileReader;
import clearing.client.sign.SigningIdentity;
import clearing.kernel.codec.Blob;
import clearing.kernel.codec.Bytes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;

/** A pack with a result's certificate, as its reader and as its verifier sees it. */
class EvidencePackTest {
    private static final String MEMBER = "HarbourBrokers";
    private static final String PROFILE_DATE = "2026-11-17";
    private static final long SEED = 20_261_130L;
    private static final int FLIPS = 300;
    private static final SettledDay DAY = SettledDay.get();
    private static final List<EvidenceFacts.AuditRecord> RECORDS = new ArrayList<>();

    @TempDir
    private static Path folder;

    private static Path audit;
    private static Blob certificate;
    private static String page = "";

    @BeforeAll
    static void proveAnEntry() throws IOException {
        audit = folder.resolve("audit.jsonl");
        byte[] hash = AuditSeal.beginning();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String at = "2026-11-17T10:00:0" + i + "Z";
            hash = AuditSeal.of(hash, i, Instant.parse(at), "ada", "PROPOSAL_MADE", "break 5", "step " + i);
            String hex = HexFormat.of().formatHex(hash);
            RECORDS.add(new EvidenceFacts.AuditRecord(i, at, "ada", "PROPOSAL_MADE", "break 5", "step " + i, hex));
            lines.add("{\"index\":" + i + ",\"at\":\"" + at
                    + "\",\"actor\":\"ada\",\"action\":\"PROPOSAL_MADE\",\"subject\":\"break 5\",\"detail\":\"step " + i
                    + "\",\"hash\":\"" + hex + "\"}");
        }
        Files.write(audit, lines);
        String trade = ran("trade", "--profile", DAY.profile(MEMBER), "HB-1", "--json");
        page = new ObjectMapper().readTree(trade).findValue("page").asText();
        page = page.contains("#") ? page.substring(0, page.indexOf('#')) : page;
        Path journal = folder.resolve("journal.jsonl");
        Files.writeString(
                journal,
                "{\"format\":\"clearing-journal/1\",\"member\":\"" + MEMBER + "\",\"day\":\"" + PROFILE_DATE
                        + "\",\"cycle\":0,\"secret\":\"" + "5a".repeat(32) + "\",\"audit\":{\"hash\":\""
                        + HexFormat.of().formatHex(hash) + "\",\"records\":\"3\"}}\n"
                        + "{\"account\":\"HOUSE\",\"asset\":\"HKD\",\"opening\":\"0\",\"closing\":\"249999\"}\n"
                        + "{\"entry\":\"E-1\",\"minor\":\"249999\",\"bookingDate\":\"2026-11-17\",\"valueDate\":\"2026-11-20\","
                        + "\"reference\":\"HB-1\",\"verdict\":\"BROKEN\",\"trade\":\"" + page + "#0\"}\n");
        ran("journal", "anchor", "--profile", DAY.profile(MEMBER), journal);
        Path result = folder.resolve("result.json");
        ran(
                "journal",
                "prove",
                "--profile",
                DAY.profile(MEMBER),
                journal,
                "--asset",
                "HKD",
                "--entry",
                "E-1",
                "-o",
                result);
        certificate = Blob.of(Files.readAllBytes(result));
    }

    private static String ran(Object... words) {
        Ran ran = SettledDay.run(words);
        assertThat(ran.exit()).as(ran.err() + ran.out()).isZero();
        return ran.out();
    }

    private static SigningIdentity identity(String member) {
        return SigningIdentity.load(ProfileReader.read(DAY.profile(member)), "reader");
    }

    private static EvidenceFacts facts(String amount) {
        return new EvidenceFacts(
                MEMBER,
                "Break 5",
                Instant.parse("2026-11-18T09:00:00Z"),
                List.of(new Entry("HOUSE", "HKD", "E-1", amount, PROFILE_DATE, "2026-11-20", "HB-1", "MATCHED")),
                List.of(new Trade("HB-1", page + "#0", "SETTLED")),
                RECORDS,
                List.of(new Section(
                        "Both sides",
                        "",
                        List.of("Field", "Ledger", "Books"),
                        List.of(List.of("amount", "2500.00", amount), List.of("text", "", "差额 1 分 \uD83D\uDCB0")))));
    }

    private static SortedMap<String, Blob> certificates() {
        return new TreeMap<>(Map.of("result.json", certificate));
    }

    private static byte[] pack(String amount) {
        return EvidencePack.make(facts(amount), certificates(), identity(MEMBER));
    }

    private static Optional<String> failure(byte[] pdf) {
        return EvidenceVerifier.verify(pdf, TrustAnchor.roots(DAY.roots()), Optional.empty())
                .failure()
                .map(Check::name);
    }

    @Test
    void a_stranger_verifies_the_pack_offline_with_the_audit_log() throws IOException {
        Path file = Files.write(folder.resolve("pack.pdf"), pack("2499.99"));

        Ran good = SettledDay.run("verify", file, "--roots", DAY.roots(), "--audit", audit, "--json");

        assertThat(good.exit()).as(good.err() + good.out()).isZero();
        JsonNode told = new ObjectMapper().readTree(good.out());
        assertThat(told.path("state").asText()).isEqualTo("FINAL");
        assertThat(told.path("statement").path("proved").get(0).asText())
                .isEqualTo(
                        "Entry E-1 of 2499.99 HKD (then BROKEN) is stated as HarbourBrokers anchored it for 2026-11-17.");
        assertThat(SettledDay.run("verify", file, "--genesis", DAY.genesis()).exit())
                .isZero();
        assertThat(pack("2499.99")).as("the same facts").isEqualTo(Files.readAllBytes(file));
    }

    @Test
    void the_pages_say_all_of_it_in_both_scripts() throws IOException {
        try (PdfReader reader = new PdfReader(pack("2499.99"))) {
            PdfTextExtractor extractor = new PdfTextExtractor(reader);
            StringBuilder text = new StringBuilder();
            for (int i = 1; i <= reader.getNumberOfPages(); i++) {
                text.append(extractor.getTextFromPage(i)).append('\n');
            }
            assertThat(text.toString().replaceAll("\\s+", " "))
                    .contains("Break 5")
                    .contains("2499.99")
                    .contains("U+1F4B0")
                    .contains("clearing verify")
                    .contains(HexFormat.of()
                            .formatHex(Bytes.sha256(certificate.bytes()))
                            .substring(0, 20));
        }
        assertThat(new String(pack("2499.99"), StandardCharsets.ISO_8859_1)).contains("STSong-Light");
    }

    @Test
    void every_flipped_bit_is_refuted() {
        byte[] pdf = pack("2499.99");
        assertThat(failure(pdf)).isEmpty();
        Random random = new Random(SEED);
        for (int i = 0; i < FLIPS; i++) {
            byte[] flipped = pdf.clone();
            int at = random.nextInt(pdf.length);
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            boolean refuted;
            try {
                refuted = failure(flipped).isPresent();
            } catch (UnreadableEvidence e) {
                refuted = true;
            }
            assertThat(refuted).as("seed %d: byte %d", SEED, at).isTrue();
        }
    }

    @Test
    void a_certificate_of_which_a_byte_was_changed_is_refuted_and_so_is_a_text_of_the_pages() {
        String pdf = new String(pack("2499.99"), StandardCharsets.ISO_8859_1);
        String anchor = "\"anchor\" : \"";
        int at = pdf.indexOf(anchor) + anchor.length() + 40;
        String certificateChanged = pdf.substring(0, at) + (pdf.charAt(at) == 'A' ? 'B' : 'A') + pdf.substring(at + 1);
        assertThat(failure(certificateChanged.getBytes(StandardCharsets.ISO_8859_1)))
                .contains("signature");
        String textChanged = pdf.replaceFirst("\\(Break 5\\)", "(Break 6)");
        assertThat(textChanged).isNotEqualTo(pdf);
        assertThat(failure(textChanged.getBytes(StandardCharsets.ISO_8859_1))).contains("signature");
    }

    @Test
    void a_member_cannot_sign_pages_that_say_something_else_than_its_facts() throws GeneralSecurityException {
        SigningIdentity signer = identity(MEMBER);
        String pdf = new String(pack("2499.99"), StandardCharsets.ISO_8859_1);
        EvidenceDocument document = document(pdf.getBytes(StandardCharsets.ISO_8859_1));
        EvidenceDocument blank = document.signed(Blob.of(new byte[0]));
        byte[] forged = new String(
                        EvidencePack.unsigned(pdf.getBytes(StandardCharsets.ISO_8859_1), document),
                        StandardCharsets.ISO_8859_1)
                .replaceFirst("\\(Break 5\\)", "(Break 6)")
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] signature = signer.repeatable().sign(Bytes.sha256(forged));

        assertThat(failure(EvidencePack.with(forged, blank, blank.signed(Blob.of(signature)))))
                .contains("pages");
    }

    @Test
    void a_pack_that_states_another_amount_than_its_certificate_is_refuted() {
        assertThat(failure(pack("2400.00"))).contains("facts");
    }

    @Test
    void another_members_signature_does_not_count() {
        assertThat(failure(EvidencePack.make(facts("2499.99"), certificates(), identity("LotusSecurities"))))
                .contains("signature");
    }

    @Test
    void a_record_that_is_not_in_the_sealed_log_is_refuted() throws IOException {
        EvidenceFacts.AuditRecord second = RECORDS.get(1);
        List<EvidenceFacts.AuditRecord> changed = new ArrayList<>(RECORDS);
        changed.set(
                1,
                new EvidenceFacts.AuditRecord(
                        second.index(),
                        second.at(),
                        "eve",
                        second.action(),
                        second.subject(),
                        second.detail(),
                        second.hash()));
        EvidenceFacts f = facts("2499.99");
        byte[] pdf = EvidencePack.make(
                new EvidenceFacts(f.member(), f.title(), f.at(), f.entries(), f.trades(), changed, f.sections()),
                certificates(),
                identity(MEMBER));
        assertThat(EvidenceVerifier.verify(pdf, TrustAnchor.roots(DAY.roots()), Optional.of(audit))
                        .failure()
                        .map(Check::name))
                .contains("audit");
    }

    @Test
    void a_pack_without_certificates_is_signed_and_proves_nothing_more() throws IOException {
        Path file = Files.write(
                folder.resolve("plain.pdf"), EvidencePack.make(facts("2499.99"), new TreeMap<>(), identity(MEMBER)));
        Ran ran = SettledDay.run("verify", file, "--roots", DAY.roots());
        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("SIGNED");
        Files.writeString(file, "%PDF-1.4 nothing");
        assertThat(SettledDay.run("verify", file, "--roots", DAY.roots()).exit())
                .isEqualTo(2);
    }

    @Test
    void the_drawing_of_form_1_does_not_change() {
        EvidenceDocument document = new EvidenceDocument(
                new EvidenceFacts(
                        MEMBER,
                        "Break 5",
                        Instant.parse("2026-11-18T09:00:00Z"),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(new Section(
                                "Both sides", "", List.of("Field", "Books"), List.of(List.of("text", "差额 1 分"))))),
                List.of(),
                Blob.of(new byte[3]),
                Blob.of(new byte[0]));
        assertThat(HexFormat.of().formatHex(Bytes.sha256(EvidencePdf.draw(document, Map.of()))))
                .as("packs of form 1 are verified by drawing them again; another drawing is another form")
                .isEqualTo("4ed6b406e62a93c3f189d8627677a3c3750a27bad8990078a01cd79c6b419a81");
    }

    private static EvidenceDocument document(byte[] pdf) {
        return EvidenceFormat.read(
                EvidenceFiles.of(pdf).get(EvidenceFormat.FILE).bytes());
    }
}
