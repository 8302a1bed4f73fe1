// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Delegation, IDelegationManager} from "../../src/interfaces/IDelegationManager.sol";

/// The parts of MetaMask's delegation framework that a redemption runs through, with its own signatures: enforcer,
/// account and manager. Reduced to a single delegation, a single call and one hook.
interface ICaveatEnforcer {
    function beforeHook(
        bytes calldata terms,
        bytes calldata args,
        bytes32 mode,
        bytes calldata executionCalldata,
        bytes32 delegationHash,
        address delegator,
        address redeemer
    ) external;
}

interface IDeleGatorCore {
    function executeFromExecutor(bytes32 mode, bytes calldata executionCalldata)
        external
        payable
        returns (bytes[] memory);
}

/// As ERC20TransferAmountEnforcer: terms are token and the most that may be transferred under the delegation.
contract TransferAmountEnforcer is ICaveatEnforcer {
    mapping(address manager => mapping(bytes32 delegation => uint256)) public spent;

    function beforeHook(
        bytes calldata terms,
        bytes calldata,
        bytes32,
        bytes calldata execution,
        bytes32 delegationHash,
        address,
        address
    ) external {
        require(execution.length == 120, "not a transfer");
        require(address(bytes20(execution[0:20])) == address(bytes20(terms[0:20])), "wrong token");
        require(bytes4(execution[52:56]) == bytes4(keccak256("transfer(address,uint256)")), "not a transfer");
        spent[msg.sender][delegationHash] += uint256(bytes32(execution[88:120]));
        require(spent[msg.sender][delegationHash] <= uint256(bytes32(terms[20:52])), "allowance exceeded");
    }
}

contract SmartAccount is IDeleGatorCore {
    address private immutable manager;
    address public immutable signer;

    constructor(address manager_, address signer_) {
        (manager, signer) = (manager_, signer_);
    }

    function executeFromExecutor(bytes32, bytes calldata execution) external payable returns (bytes[] memory results) {
        require(msg.sender == manager, "not the manager");
        address target = address(bytes20(execution[0:20]));
        (bool done, bytes memory result) = target.call{value: uint256(bytes32(execution[20:52]))}(execution[52:]);
        if (!done) {
            assembly {
                revert(add(result, 0x20), mload(result))
            }
        }
        results = new bytes[](1);
        results[0] = result;
    }
}

contract TestDelegationManager is IDelegationManager {
    function hashOf(Delegation memory d) public view returns (bytes32) {
        return keccak256(abi.encode(address(this), d.delegate, d.delegator, d.authority, d.caveats, d.salt));
    }

    function redeemDelegations(bytes[] calldata contexts, bytes32[] calldata modes, bytes[] calldata executions)
        external
    {
        Delegation[] memory delegations = abi.decode(contexts[0], (Delegation[]));
        Delegation memory d = delegations[0];
        require(d.delegate == msg.sender, "not the delegate");
        bytes32 digest = hashOf(d);
        (bytes32 r, bytes32 s, uint8 v) = abi.decode(d.signature, (bytes32, bytes32, uint8));
        require(ecrecover(digest, v, r, s) == SmartAccount(d.delegator).signer(), "not signed");
        for (uint256 i; i < d.caveats.length; ++i) {
            ICaveatEnforcer(d.caveats[i].enforcer)
                .beforeHook(
                    d.caveats[i].terms, d.caveats[i].args, modes[0], executions[0], digest, d.delegator, msg.sender
                );
        }
        IDeleGatorCore(d.delegator).executeFromExecutor(modes[0], executions[0]);
    }
}

/// A manager that takes the call and moves nothing, or something else than asked.
contract IdleManager is IDelegationManager {
    function redeemDelegations(bytes[] calldata, bytes32[] calldata, bytes[] calldata) external {}
}
