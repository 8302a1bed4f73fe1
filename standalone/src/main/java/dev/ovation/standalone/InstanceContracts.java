package dev.ovation.standalone;

import dev.ovation.chain.crypto.PrivateKey;
import dev.ovation.chain.rpc.HttpEndpoint;
import dev.ovation.chain.rpc.RpcFailure;
import dev.ovation.chain.signer.KeySigner;
import dev.ovation.chain.signer.Signer;
import dev.ovation.core.value.Address;
import dev.ovation.runtime.deploy.DeployContracts;
import dev.ovation.runtime.deploy.DeploySettings;
import dev.ovation.runtime.deploy.Deployment;
import dev.ovation.runtime.deploy.RoleAddresses;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The contracts of a development instance: deployed at its first start, found again at later ones. */
final class InstanceContracts {

    static final String FILE = "deployment.json";
    private final Path data;
    private final URI rpcUrl;

    InstanceContracts(Path data, URI rpcUrl) {
        this.data = data;
        this.rpcUrl = rpcUrl;
    }

    void deployOrReuse(Console console) {
        Path file = data.resolve(FILE);
        boolean fresh = !Files.exists(file);
        Signer admin = signer(DevelopmentKeys.ADMIN);
        try (HttpEndpoint rpc = new HttpEndpoint("chain", rpcUrl)) {
            DeployContracts contracts = new DeployContracts(rpc, admin, Optional.of(admin));
            if (!fresh && !contracts.isDeployed(Deployment.read(file).orElseThrow())) {
                throw new StartFailure("The chain does not hold the contracts of " + file
                        + " any more: its state was lost. Start over with another --data, or delete " + data + ".");
            }
            Deployment deployment = contracts.deployOrReuse(file, roles(), DeploySettings.ordinary());
            console.step(
                    (fresh ? "contracts deployed: RevenueController at " : "contracts found: RevenueController at ")
                            + deployment.controller());
        } catch (IllegalStateException | RpcFailure e) {
            throw new StartFailure("The contracts can't be deployed: " + e.getMessage(), e);
        }
    }

    private static RoleAddresses roles() {
        return new RoleAddresses(
                address(DevelopmentKeys.ADMIN),
                DevelopmentKeys.RELAYERS.stream()
                        .map(InstanceContracts::address)
                        .toList(),
                address(DevelopmentKeys.COMPLIANCE),
                address(DevelopmentKeys.SETTLER),
                address(DevelopmentKeys.TREASURER),
                address(DevelopmentKeys.PAUSER));
    }

    private static Address address(String key) {
        return signer(key).address();
    }

    private static Signer signer(String key) {
        return new KeySigner(PrivateKey.of(key));
    }
}
