package dev.ovation.runtime.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.crypto.Keccak256;
import dev.ovation.chain.rpc.BlockRef;
import dev.ovation.chain.rpc.CallRequest;
import dev.ovation.chain.rpc.EvmCalls;
import dev.ovation.chain.testing.AnvilNode;
import dev.ovation.core.value.Address;
import dev.ovation.runtime.onchain.contracts.ControllerContract;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployContractsTest {

    private static AnvilNode anvil;
    private static RoleAddresses roles;

    @BeforeAll
    static void open() {
        anvil = AnvilNode.start();
        roles = new RoleAddresses(
                anvil.signer(9).address(),
                List.of(anvil.signer(1).address(), anvil.signer(2).address()),
                anvil.signer(3).address(),
                anvil.signer(4).address(),
                anvil.signer(5).address(),
                anvil.signer(6).address());
    }

    @AfterAll
    static void close() {
        anvil.close();
    }

    private static DeployContracts deployContracts() {
        return new DeployContracts(anvil.client(), anvil.signer(0), Optional.of(anvil.signer(9)));
    }

    @Test
    void everyRoleIsGivenAndTheContractsKnowEachOther(@TempDir Path folder) {
        Deployment deployment =
                deployContracts().deployOrReuse(folder.resolve("d.json"), roles, DeploySettings.ordinary());

        assertThat(read(deployment, ControllerContract.TK.encode())).isEqualTo(word(deployment.tk()));
        assertThat(read(deployment, ControllerContract.TKI.encode())).isEqualTo(word(deployment.tki()));
        assertThat(read(deployment, ControllerContract.VALIDATOR.encode())).isEqualTo(word(deployment.validator()));
        assertThat(deployment.epochSeconds()).isEqualTo(604_800);
        for (Address relayer : roles.relayers()) {
            assertThat(hasRole(deployment, "RELAYER_ROLE", relayer)).isTrue();
        }
        assertThat(hasRole(deployment, "COMPLIANCE_ROLE", roles.compliance())).isTrue();
        assertThat(hasRole(deployment, "SETTLER_ROLE", roles.settler())).isTrue();
        assertThat(hasRole(deployment, "TREASURER_ROLE", roles.treasurer())).isTrue();
        assertThat(hasRole(deployment, "PAUSER_ROLE", roles.pauser())).isTrue();
        assertThat(hasRole(deployment, "RELAYER_ROLE", roles.treasurer())).isFalse();
    }

    @Test
    void aDeploymentThatIsThereIsReused(@TempDir Path folder) {
        Path file = folder.resolve("d.json");
        Deployment first = deployContracts().deployOrReuse(file, roles, DeploySettings.ordinary());
        long block = anvil.blockNumber();

        assertThat(deployContracts().deployOrReuse(file, roles, DeploySettings.ordinary()))
                .isEqualTo(first);
        assertThat(anvil.blockNumber()).isEqualTo(block);
    }

    @Test
    void aChainThatForgotTheContractsGetsThemAgain(@TempDir Path folder) {
        Path file = folder.resolve("d.json");
        Address nowhere = Address.of("0x00000000000000000000000000000000000000ff");
        new Deployment(31_337, 0, 0, 1, nowhere, nowhere, nowhere, nowhere).write(file);
        Deployment deployment = deployContracts().deployOrReuse(file, roles, DeploySettings.ordinary());

        assertThat(deployment.controller()).isNotEqualTo(nowhere);
        assertThat(Deployment.read(file)).contains(deployment);
    }

    @Test
    void anotherChainsDeploymentIsNotOverwritten(@TempDir Path folder) {
        Path file = folder.resolve("d.json");
        Address nowhere = Address.of("0x00000000000000000000000000000000000000ff");
        Deployment foreign = new Deployment(1, 0, 0, 1, nowhere, nowhere, nowhere, nowhere);
        foreign.write(file);

        assertThatThrownBy(() -> deployContracts().deployOrReuse(file, roles, DeploySettings.ordinary()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("is a deployment on chain 1, and this is chain 31337");
        assertThat(Deployment.read(file)).contains(foreign);
    }

    @Test
    void furtherRelayersNeedTheAdminsKey() {
        DeployContracts withoutAdmin = new DeployContracts(anvil.client(), anvil.signer(0), Optional.empty());
        assertThatThrownBy(() -> withoutAdmin.deploy(roles, DeploySettings.ordinary()))
                .hasMessage("only the admin can make further accounts relayers");
    }

    @Test
    void creationAddressesFollowFromSenderAndNonce() {
        // The example of the yellow paper's formula that every client tests with.
        Address creator = Address.of("0x6ac7ea33f8831ea9dcc53393aaa88b25a785dbf0");
        assertThat(CreationAddress.of(creator, 0)).hasToString("0xcd234a471b72ba2f1ccf0a70fcaba648a5eecd8d");
        assertThat(CreationAddress.of(creator, 1)).hasToString("0x343c43a37d37dff08ae8c4a11544c718abb4fcf8");
        assertThat(CreationAddress.of(creator, 2)).hasToString("0xf778b86fa74e846c4f0a1fbd1335fe81c00a0c91");
    }

    private static boolean hasRole(Deployment deployment, String role, Address account) {
        Bytes call =
                ControllerContract.HAS_ROLE.encode(Keccak256.hash(role.getBytes(StandardCharsets.US_ASCII)), account);
        return !read(deployment, call).equals(Bytes.wrap(new byte[32]));
    }

    private static Bytes read(Deployment deployment, Bytes call) {
        return anvil.client().call(EvmCalls.call(CallRequest.to(deployment.controller(), call), BlockRef.LATEST));
    }

    private static Bytes word(Address address) {
        return Bytes.of("0x" + "0".repeat(24) + address.toString().substring(2));
    }
}
