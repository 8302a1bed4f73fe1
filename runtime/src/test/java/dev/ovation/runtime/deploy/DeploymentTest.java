package dev.ovation.runtime.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovation.core.value.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentTest {

    private static final Deployment DEPLOYMENT =
            new Deployment(31337, 4, 1_700_000_000, 604_800, address(1), address(2), address(3), address(4));

    private static Address address(int n) {
        return Address.of("0x" + "0".repeat(39) + n);
    }

    @Test
    void isReadAsItWasWritten(@TempDir Path folder) {
        Path file = folder.resolve("deep/deployment.json");
        assertThat(Deployment.read(file)).isEmpty();
        DEPLOYMENT.write(file);
        DEPLOYMENT.write(file);

        assertThat(Deployment.read(file)).contains(DEPLOYMENT);
        assertThat(folder.resolve("deep")).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @Test
    void saysWhatIsWrong(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("deployment.json");
        Files.writeString(file, DEPLOYMENT.toJson().replace("\"tk\"", "\"token\""));
        assertThatThrownBy(() -> Deployment.read(file)).hasMessage("the deployment's tk is not an address");
        assertThatThrownBy(() -> Deployment.parse("{\"chainId\": \"x\"}"))
                .hasMessage("the deployment's chainId is not a whole number");
        assertThatThrownBy(() -> Deployment.parse("nonsense")).hasMessageStartingWith("the deployment is no JSON");
    }

    @Test
    void countsEpochsFromGenesis() {
        assertThat(DEPLOYMENT.epochOf(1_700_000_000)).isZero();
        assertThat(DEPLOYMENT.epochOf(1_700_000_000 + 604_799)).isZero();
        assertThat(DEPLOYMENT.epochOf(1_700_000_000 + 604_800)).isEqualTo(1);
        assertThat(DEPLOYMENT.epochStart(1)).isEqualTo(1_700_604_800);
    }
}
