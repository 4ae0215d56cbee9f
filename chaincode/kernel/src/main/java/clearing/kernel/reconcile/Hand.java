package clearing.kernel.reconcile;

import clearing.kernel.Role;

/** In which capacity a person signs for its institution. Encoded by place. */
public enum Hand {
    MAKER(Role.MAKER),
    /** Another person than the maker, after it. */
    CHECKER(Role.CHECKER);

    private final Role role;

    Hand(Role role) {
        this.role = role;
    }

    /** What the person's certificate must carry. */
    public Role role() {
        return role;
    }
}
