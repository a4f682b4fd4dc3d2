// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// What Arc does in its protocol, as contracts that anvil can run. USDC is the chain's own money
/// (18 places) and, at 0x3600…, a token over the same balance (6 places); every native movement
/// is logged by a system address (EIP-7708). Source: docs.arc.io; guide to Circle and Arc, 3.1, 3.3.
/// The compiled code stands in code.ts; code.test.ts compiles this file and compares.

interface IMover {
    function arcMove(address to, uint256 value) external;
}

interface IUsdc {
    function isBlacklisted(address account) external view returns (bool);
}

interface ILogger {
    function log(address from, address to, uint256 value) external;
}

/// The token's view of the native balance, with the words of Circle's FiatToken.
contract ArcUsdc {
    event Transfer(address indexed from, address indexed to, uint256 value);

    uint256 private constant NATIVE_PER_UNIT = 1e12;
    /// Slot 0: written from outside, where the sandbox blocks an address.
    mapping(address => bool) public isBlacklisted;

    function name() external pure returns (string memory) {
        return "USDC";
    }

    function symbol() external pure returns (string memory) {
        return "USDC";
    }

    function decimals() external pure returns (uint8) {
        return 6;
    }

    function balanceOf(address account) public view returns (uint256) {
        return account.balance / NATIVE_PER_UNIT;
    }

    function transfer(address to, uint256 value) external returns (bool) {
        require(
            !isBlacklisted[msg.sender] && !isBlacklisted[to] && to != address(this),
            "Blacklistable: account is blacklisted"
        );
        require(to != address(0), "ERC20: transfer to the zero address");
        require(balanceOf(msg.sender) >= value, "ERC20: transfer amount exceeds balance");
        // Only the account itself can move its native money: it is called back for that.
        IMover(msg.sender).arcMove(to, value * NATIVE_PER_UNIT);
        emit Transfer(msg.sender, to, value);
        return true;
    }
}

/// The code that the sandbox's own accounts delegate to (EIP-7702). It obeys the token, and the
/// account itself: nobody else can move anything.
contract ArcMover {
    address private constant USDC = 0x3600000000000000000000000000000000000000;
    address private constant LOGGER = 0xffffFFFfFFffffffffffffffFfFFFfffFFFfFFfE;

    function arcMove(address to, uint256 value) external {
        require(msg.sender == USDC || msg.sender == address(this), "ArcMover: not allowed");
        require(
            !IUsdc(USDC).isBlacklisted(address(this)) && !IUsdc(USDC).isBlacklisted(to)
                && to != USDC,
            "Blacklistable: account is blacklisted"
        );
        require(to != address(0), "ERC20: transfer to the zero address");
        require(address(this).balance >= value, "ERC20: transfer amount exceeds balance");
        (bool isPaid,) = to.call{value: value}("");
        require(isPaid, "ArcMover: the payee refused");
        if (to != address(this)) ILogger(LOGGER).log(address(this), to, value);
    }

    receive() external payable {}
}

/// The system address: one log for every native movement.
contract ArcLogger {
    event Transfer(address indexed from, address indexed to, uint256 value);

    function log(address from, address to, uint256 value) external {
        require(msg.sender == from, "ArcLogger: not yours");
        emit Transfer(from, to, value);
    }
}

/// Euros: a plain token with a balance of its own.
contract SandboxEurc {
    event Transfer(address indexed from, address indexed to, uint256 value);

    /// Slot 0: written from outside, where the sandbox gives an account its money.
    mapping(address => uint256) public balanceOf;

    function name() external pure returns (string memory) {
        return "EURC";
    }

    function symbol() external pure returns (string memory) {
        return "EURC";
    }

    function decimals() external pure returns (uint8) {
        return 6;
    }

    function transfer(address to, uint256 value) external returns (bool) {
        require(to != address(0), "ERC20: transfer to the zero address");
        require(balanceOf[msg.sender] >= value, "ERC20: transfer amount exceeds balance");
        balanceOf[msg.sender] -= value;
        balanceOf[to] += value;
        emit Transfer(msg.sender, to, value);
        return true;
    }
}
