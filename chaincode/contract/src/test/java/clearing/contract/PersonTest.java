package clearing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Caller;
import clearing.kernel.codec.Blob;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.junit.jupiter.api.Test;

/** Whom the contract takes a certificate's holder for. */
class PersonTest {
    private static Blob person(String member, X500Name name) {
        byte[] certificate = Certificates.named(name).getBytes(StandardCharsets.US_ASCII);
        return Caller.fromCertificate(member, certificate).person();
    }

    @Test
    void a_person_with_a_new_key_is_the_same_person() {
        X500Name ann = new X500Name("CN=ann,OU=client,O=North");
        assertThat(person("North", ann)).isEqualTo(person("North", ann));
        assertThat(person("North", ann)).isNotEqualTo(person("South", ann));
        assertThat(person("North", ann)).isNotEqualTo(person("North", new X500Name("CN=anna,OU=client,O=North")));
    }

    @Test
    void another_way_to_write_the_name_makes_nobody_another_person() {
        X500Name printable = new X500NameBuilder()
                .addRDN(BCStyle.CN, new DERPrintableString("ann"))
                .build();
        X500Name utf8 = new X500NameBuilder()
                .addRDN(BCStyle.CN, new DERUTF8String("ANN "))
                .build();
        assertThat(person("North", printable)).isEqualTo(person("North", utf8));
    }

    @Test
    void who_has_a_certificate_is_somebody() {
        assertThat(person("North", new X500Name("CN=ann"))).isNotEqualTo(Blob.of(new byte[32]));
    }
}
