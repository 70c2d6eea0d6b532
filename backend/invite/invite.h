// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/settings/values.h"

#include <string>

namespace roost::invite {

/// An address nobody has and the password that will create it at the first login.
struct Credentials {
    std::string address;
    std::string password;
};

/// Random ones that the registration rules of `values` admit: a lower-case alphanumeric name and a
/// password of letters, digits and ASCII punctuation (protocol.md C2). Nothing is stored.
/// Throws std::system_error when the system has no random numbers to give.
Credentials freshCredentials(const settings::Values& values);

/// The `dclogin:` link that makes an app log in with `credentials` (protocol.md C5). Host and ports
/// are named when the app could not find them by the address alone; certificate checks are switched
/// off when the certificate is self-signed.
std::string dcloginLink(const settings::Values& values, const Credentials& credentials);

/// What an invite QR code holds. With a certificate that apps trust: the same for everybody,
/// `dcaccount:https://DOMAIN/new`. Self-signed, or on ports of our own: a `dclogin:` link with
/// fresh credentials, for one person (protocol.md C8).
std::string inviteLink(const settings::Values& values);

/// Every address we listen on is a loopback address: no other device can reach the relay.
bool isReachableOnlyHere(const settings::Values& values);

} // namespace roost::invite
