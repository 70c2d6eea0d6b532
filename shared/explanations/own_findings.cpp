// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/explanations/catalogue.h"

#include <array>

namespace roost::explanations {

namespace {

constexpr std::array Findings = {
    Explanation{"waiting", "Not tried yet",
                "These messages are new; their first try is about to begin.", Who::nobody,
                "Nothing needs to be done."},
    Explanation{"bad_domain", "The address cannot exist",
                "What stands behind the @ of the recipient's address is no name of a server.",
                Who::sender_app,
                "The sender has to correct the address. The message is returned to the sender."},
    Explanation{"no_such_domain", "The domain does not exist",
                "The name behind the @ of the address is not registered, or has expired. Often it "
                "is mistyped.",
                Who::sender_app,
                "The sender has to correct the address. The message is returned to the sender."},
    Explanation{"null_mx", "The domain takes no mail",
                "Whoever owns the domain has declared in its DNS that it never takes mail.",
                Who::sender_app,
                "The sender has to use another address. The message is returned to the sender."},
    Explanation{"no_address", "The domain's mail servers have no address",
                "The domain names servers for its mail, but DNS knows no IP address of any of "
                "them.",
                Who::other_relay,
                "Whoever runs the other server has to mend its DNS. Roost goes on trying."},
    Explanation{"dns_failed", "The name could not be looked up",
                "The directory of the internet's names (DNS) did not say where this domain takes "
                "its mail. Either the domain's own name servers are out of order, or this "
                "computer cannot ask any.",
                Who::you,
                "Look whether other destinations show the same. If so, see to the DNS of this "
                "computer: it must reach name servers at port 53 (UDP and TCP), or the setting "
                "\"DNS servers to ask\" must name some that it reaches. If it is only this one, "
                "its owner has to mend it; Roost goes on trying."},
    Explanation{"dns_bogus", "The domain's DNS is wrongly signed",
                "The domain signs its DNS (DNSSEC), but the signatures do not fit: they have "
                "expired, or somebody has changed the answers on their way.",
                Who::other_relay,
                "Whoever runs the other domain has to mend its signatures. If many domains are "
                "affected, check that the clock of this relay is right."},
    Explanation{"points_here", "The domain's mail is directed to this relay",
                "DNS says that this relay is the mail server of the domain, but this relay serves "
                "another one. Delivering would go round in circles.",
                Who::other_relay,
                "If the domain is yours, correct its MX record. Otherwise its owner has to."},
    Explanation{"connect_refused", "The other server does not answer",
                "The other computer was reached, but no mail server listens there.",
                Who::other_relay,
                "It is probably being restarted. Roost tries again by itself; if it lasts, tell "
                "whoever runs the other server."},
    Explanation{"connect_timeout", "The other server cannot be reached",
                "Nothing came back when this relay tried to connect. Either the other server is "
                "down, or a firewall swallows the connection. When all destinations show this, "
                "outgoing port 25 is blocked where this relay runs: many providers do so until "
                "one asks.",
                Who::provider,
                "If several destinations are affected, ask your provider to open outgoing port "
                "25. If it is only this one, wait: Roost tries again."},
    Explanation{"unreachable", "There is no way to the other server",
                "The network says that it knows no way to the address of the other server.",
                Who::provider,
                "If several destinations are affected, check the network of this relay, or ask "
                "your provider. If the other server has only an IPv6 address, this relay needs "
                "IPv6."},
    Explanation{"greeting_timeout", "The other server says nothing",
                "A connection was made, but the other server did not greet in time: it is "
                "overloaded, or lets strangers wait.",
                Who::other_relay,
                "Roost tries again by itself, with more patience. If it lasts, tell whoever runs "
                "the other server."},
    Explanation{"reply_timeout", "The other server fell silent",
                "The conversation began well, but then the other server did not answer in time.",
                Who::other_relay,
                "Roost tries again by itself. If it lasts, tell whoever runs the other server."},
    Explanation{"connection_lost", "The other server hung up",
                "The connection ended in the middle of the conversation, without a reason given.",
                Who::other_relay,
                "Roost tries again by itself. If it lasts, a firewall or a broken server stands "
                "between: tell whoever runs the other server."},
    Explanation{"protocol_error", "The other server cannot be understood",
                "What the other server said is no answer that a mail server gives. Perhaps "
                "something else listens there, or a firewall interferes.",
                Who::other_relay,
                "Tell whoever runs the other server. If several destinations show this, ask your "
                "provider whether outgoing mail is redirected."},
    Explanation{"tls_not_offered", "The other server does not encrypt",
                "The other server offers no encrypted connection (STARTTLS). Roost never hands "
                "over messages in the open.",
                Who::other_relay,
                "Whoever runs the other server has to switch encryption on. If you must reach it "
                "nevertheless, add its domain to the domains without encryption in the settings."},
    Explanation{"tls_failed", "No encrypted connection could be agreed",
                "The two servers found no way to encrypt that both accept. Usually the other one "
                "is very old, or wrongly set up.",
                Who::other_relay,
                "Whoever runs the other server has to update it: TLS 1.2 or later is needed."},
    Explanation{"certificate_name", "The other server's certificate is for another name",
                "The certificate of the other server does not contain the name under which it is "
                "found. So nobody can tell whether it is the right server.",
                Who::other_relay,
                "Whoever runs the other server needs a certificate for the name in its MX "
                "record."},
    Explanation{"certificate_expired", "The other server's certificate has expired",
                "The certificate of the other server is no longer valid, or not yet: it was not "
                "renewed in time.",
                Who::other_relay,
                "Tell whoever runs the other server; Roost goes on trying meanwhile. If many "
                "destinations show this, check the clock of this relay."},
    Explanation{"certificate_unknown_issuer",
                "The other server's certificate comes from nobody we trust",
                "The certificate of the other server is self-signed, or its issuer is not among "
                "the authorities that this computer trusts, or a part of the chain is missing.",
                Who::other_relay,
                "Whoever runs the other server needs a certificate from a public authority. In a "
                "closed network, add its authority to the further trusted ones in the settings."},
    Explanation{"certificate_invalid", "The other server's certificate is not valid",
                "The certificate of the other server has a fault that makes it worthless.",
                Who::other_relay, "Whoever runs the other server has to renew its certificate."},
    Explanation{"mta_sts_refused", "The server is not one that the domain allows",
                "The domain publishes (by MTA-STS) which servers take its mail and that they must "
                "prove who they are. The servers found do not fit: they were moved without "
                "changing the policy, or somebody redirects the mail.",
                Who::other_relay,
                "Whoever runs the other domain has to correct its MTA-STS policy. Roost goes on "
                "trying."},
    Explanation{"mta_sts_failed", "The domain's rules for delivery cannot be fetched",
                "The domain announces rules for encrypted delivery (MTA-STS), but the page that "
                "holds them does not answer properly.",
                Who::other_relay,
                "Whoever runs the other domain has to mend its MTA-STS page. Roost goes on "
                "trying."},
    Explanation{"dane_refused", "The certificate is not the one that DNS announces",
                "The domain publishes in its signed DNS (by DANE) which certificate its server "
                "has. The server showed another: it was renewed without changing DNS, or somebody "
                "stands between.",
                Who::other_relay,
                "Whoever runs the other server has to correct its TLSA record. Roost goes on "
                "trying."},
    Explanation{"too_large", "Larger than the other server takes",
                "The other server says beforehand how large messages may be. This one is larger.",
                Who::sender_app,
                "The sender has to send something smaller. The message is returned to the "
                "sender."},
    Explanation{"own_failure", "This relay could not do its part",
                "The other server is not to blame: this relay could not read the message from "
                "its disk, or not write it down for sending. Nothing is lost silently: the message "
                "stays in the queue until it is delivered or returned to its sender.",
                Who::you,
                "See whether the disk of this computer is full or reports errors; the line below "
                "and the relay's log say more. Roost tries again by itself."},
    Explanation{"stopped", "This relay was stopped in the middle of the try",
                "The try was broken off because the relay was stopped or restarted.", Who::nobody,
                "Nothing needs to be done: Roost tries again."},
    Explanation{"held", "Held back by you",
                "Somebody who looks after this relay told it to hold these messages.", Who::you,
                "Release them when they shall go on their way."},
    Explanation{"expired", "Tried for as long as messages are kept",
                "The message could not be delivered in all the time that the queue keeps "
                "messages. The sender is told.",
                Who::nobody, "The sender may send it again. How long Roost tries is a setting."},
};

} // namespace

std::span<const Explanation> ownFindings()
{
    return Findings;
}

} // namespace roost::explanations
