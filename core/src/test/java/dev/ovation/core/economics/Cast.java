package dev.ovation.core.economics;

import dev.ovation.core.value.Address;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who takes part in a random life.
 *
 * @param creators are registered as such at some time; the last of them is not at first
 */
public record Cast(List<Address> fans, List<Address> creators) {

    public Cast {
        fans = List.copyOf(fans);
        creators = List.copyOf(creators);
    }

    public List<Address> everybody() {
        return Stream.concat(fans.stream(), creators.stream()).toList();
    }
}
