package clearing.devnet.ca;

import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;

/**
 * What a certificate is to say about its holder.
 *
 * @param commonName the holder
 * @param member the member it belongs to
 * @param unit how Fabric classifies the holder; empty for an authority
 * @param roles the value of the attribute {@code clearing.role}; empty for what has none
 * @param hosts DNS names and addresses under which a TLS server answers; empty for an identity
 */
record Subject(String commonName, String member, Optional<Unit> unit, Optional<String> roles, List<String> hosts) {

    static Subject authority(String commonName, String member) {
        return new Subject(commonName, member, Optional.empty(), Optional.empty(), List.of());
    }

    static Subject node(String name, String member, Unit unit) {
        return new Subject(name, member, Optional.of(unit), Optional.empty(), List.of());
    }

    static Subject user(User user, String member) {
        return new Subject(user.name(), member, Optional.of(user.unit()), Optional.of(user.roles()), List.of());
    }

    static Subject server(String name, String member, List<String> hosts) {
        return new Subject(name, member, Optional.empty(), Optional.empty(), List.copyOf(hosts));
    }

    X500Name name() {
        var name = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.O, member);
        unit.ifPresent(value -> name.addRDN(BCStyle.OU, value.label()));
        return name.addRDN(BCStyle.CN, commonName).build();
    }
}
