package clearing.devnet.ca;

import java.util.regex.Pattern;

/**
 * Someone who signs in a member's name.
 *
 * @param name the folder and common name: 1 to 32 lower-case letters, digits and hyphens, a letter first
 * @param unit the organisational unit of the certificate, by which Fabric tells clients from administrators
 * @param roles the value of the attribute {@code clearing.role}: role names parted by commas
 */
public record User(String name, Unit unit, String roles) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Pattern ROLES = Pattern.compile("[a-z]+(,[a-z]+)*");

    /** Checks name and roles. */
    public User {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("user name '" + name + "' is not 1 to 32 of [a-z0-9-], a letter first");
        }
        if (!ROLES.matcher(roles).matches()) {
            throw new IllegalArgumentException("roles '" + roles + "' of " + name + " are not names parted by commas");
        }
    }

    /** A user who submits and reads transactions. */
    public static User client(String name, String roles) {
        return new User(name, Unit.CLIENT, roles);
    }

    /** A user who may also administer the member's nodes and vote on the channel's configuration. */
    public static User administrator(String name, String roles) {
        return new User(name, Unit.ADMIN, roles);
    }
}
