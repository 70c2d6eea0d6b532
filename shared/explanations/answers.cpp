// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/explanations/catalogue.h"

#include <array>

namespace roost::explanations {

namespace {

constexpr std::array Answers = {
    // The message.
    Explanation{"needs_encryption", "The other relay takes only encrypted messages",
                "The other side is a chatmail relay. It refused the message because it is not "
                "end-to-end encrypted.",
                Who::sender_app,
                "The sender's app has to encrypt: both people should scan each other's invite "
                "code, or the sender should update the app."},
    Explanation{"not_authenticated", "The other server does not believe where the message is from",
                "The other server checks by SPF, DKIM and DMARC whether this relay may send for "
                "its domain, and the check failed.",
                Who::you,
                "Check the DNS of your domain: the DKIM key of this relay must be published, the "
                "SPF record must allow this relay's address, and the DMARC record must fit."},
    Explanation{"looks_like_spam", "The other server takes the message for spam",
                "The other server judged by the content, or by what it knows of this relay, that "
                "the message is unwanted.",
                Who::you,
                "Encrypted messages are sometimes misjudged. Write to the postmaster of the other "
                "server and quote the line below. Check also that nobody abuses this relay."},
    Explanation{"content_refused", "The other server does not take such content",
                "The other server found a virus, a forbidden kind of file, or a link that it does "
                "not like.",
                Who::sender_app, "The sender may try without the attachment."},
    Explanation{"malformed_message", "The other server finds the message ill-formed",
                "The other server says that the message breaks the rules for how mail is written.",
                Who::sender_app,
                "The sender should update the app. If it happens with every message, report it to "
                "the makers of Roost with the line below."},
    Explanation{"too_large_there", "The message is too large for the other server",
                "The other server takes only smaller messages.", Who::sender_app,
                "The sender has to send something smaller."},

    // The recipient.
    Explanation{"unknown_recipient", "The recipient does not exist there",
                "The other server knows no such address. It was mistyped, or the account was "
                "deleted.",
                Who::sender_app, "The sender has to check the address."},
    Explanation{"disabled_recipient", "The recipient's account is closed",
                "The address exists, but its account is inactive, blocked or shut down.",
                Who::nobody, "The sender has to reach the recipient in another way."},
    Explanation{"moved_recipient", "The recipient has another address now",
                "The other server says that the recipient has moved.", Who::sender_app,
                "The sender should look for the new address; perhaps it is in the line below."},
    Explanation{"mailbox_full", "The recipient's mailbox is full",
                "There is no more room in the recipient's mailbox.", Who::nobody,
                "The recipient has to delete something. Roost goes on trying as long as the other "
                "server allows."},
    Explanation{"recipient_restricted", "The recipient takes mail only from some senders",
                "The address is a group, or is protected: only certain senders may write to it.",
                Who::other_relay,
                "The sender has to ask the recipient, or whoever runs the other server, to be "
                "allowed."},
    Explanation{"blocked_by_recipient", "The recipient has blocked the sender",
                "The recipient, or a rule made by the recipient's organisation, refuses this "
                "sender.",
                Who::nobody, "The sender has to reach the recipient in another way."},
    Explanation{"busy_recipient", "The recipient gets too much mail just now",
                "The other server lets only so many messages per hour into one mailbox.",
                Who::nobody, "Nothing needs to be done: Roost tries again."},
    Explanation{"unverified_recipient", "The other server cannot check the recipient just now",
                "The other server asks yet another one whether the address exists, and got no "
                "answer.",
                Who::other_relay,
                "Roost tries again by itself. If it lasts, tell whoever runs the other server."},

    // The sender.
    Explanation{"sender_domain_unknown", "The other server cannot find your domain",
                "The other server looked up the domain of this relay in DNS and found nothing, or "
                "nothing that takes mail.",
                Who::you,
                "Check that your domain has MX and address records that are visible everywhere. A "
                "new record may take some hours."},
    Explanation{"sender_refused", "The other server does not accept the sender",
                "The other server refuses the sender's address: it checked it back, or does not "
                "like its form.",
                Who::other_relay,
                "Ask the postmaster of the other server and quote the line below. Check that your "
                "relay takes mail from outside on port 25."},

    // Trust in this relay.
    Explanation{"greylisted", "The other server lets strangers wait",
                "The other server puts off senders that it does not know yet (greylisting). "
                "Spammers rarely come back; Roost does.",
                Who::nobody, "Nothing needs to be done: a later try succeeds."},
    Explanation{"no_reverse_name", "Your relay's IP address has no name",
                "The other server looks up the name of this relay's IP address (reverse DNS, "
                "PTR), and there is none, or it does not lead back to the address.",
                Who::provider,
                "Ask your provider to set the reverse DNS of this relay's IP address to the name "
                "of your relay; most have a page for it."},
    Explanation{"wrong_greeting", "The other server does not like how this relay calls itself",
                "The name by which this relay greets (HELO) is not found in DNS, or does not fit "
                "its IP address.",
                Who::you,
                "Your domain needs an address record that leads to this relay, and the reverse "
                "DNS of its IP address should lead back."},
    Explanation{"dynamic_address", "Your relay's IP address looks like a home connection",
                "The other server takes no mail from addresses that belong to home or mobile "
                "lines, or look as if they do.",
                Who::provider,
                "Run the relay at a provider with fixed addresses, or ask your provider for a "
                "fixed address and its own reverse DNS name."},
    Explanation{"blocklisted", "Your relay's IP address is on a blocklist",
                "The other server uses a list of addresses from which spam was seen, and this "
                "relay's address, or its neighbourhood, stands on it. Often the previous owner of "
                "the address is to blame.",
                Who::you,
                "The line below usually names the list: open its page and ask to be removed. Check "
                "also that nobody abuses this relay. Otherwise ask your provider for another "
                "address."},
    Explanation{"distrusted", "The other server does not trust your relay yet",
                "The other server keeps a record of who sends good mail. This relay is new to it, "
                "or its network has a bad name.",
                Who::you,
                "Trust grows with time. Check that DKIM, SPF and reverse DNS are right; big "
                "providers have a form for postmasters, which the line below often names."},
    Explanation{"sending_too_fast", "The other server wants fewer messages in a time",
                "This relay sent more messages, or had more connections at once, than the other "
                "server allows.",
                Who::nobody, "Nothing needs to be done: Roost tries again, more slowly."},
    Explanation{"too_many_recipients", "The other server takes fewer recipients at once",
                "The message has more recipients there than the other server takes in one go.",
                Who::nobody, "Nothing needs to be done: the rest is sent with the next try."},
    Explanation{"refused_here", "The other server does not talk to this relay",
                "The other server refuses this relay by a rule of its own, whatever it wants to "
                "deliver.",
                Who::other_relay,
                "Write to the postmaster of the other server and quote the line below."},

    // The other server.
    Explanation{"relay_denied", "The other server is not responsible for the domain",
                "DNS directs the domain's mail to a server that says it does not serve the domain. "
                "One of the two is wrongly set up.",
                Who::other_relay,
                "Whoever runs the other domain has to correct the MX record or the server."},
    Explanation{"login_required", "The other server wants a password",
                "The other server takes mail only from its own users. It is not the one that "
                "receives mail for this domain, or it is wrongly set up.",
                Who::other_relay, "Whoever runs the other domain has to correct its MX record."},
    Explanation{"tls_required_there", "The other server wants another kind of encryption",
                "The other server did not accept the encrypted connection as it was.",
                Who::other_relay,
                "Roost always encrypts with TLS 1.2 or later. Tell whoever runs the other "
                "server."},
    Explanation{"server_full", "The other server has no room left",
                "The disk of the other server is full.", Who::other_relay,
                "Roost tries again by itself. If it lasts, tell whoever runs the other server."},
    Explanation{"server_busy", "The other server is busy or under repair",
                "The other server cannot take mail just now and asks to come back later.",
                Who::nobody, "Nothing needs to be done: Roost tries again."},
    Explanation{"server_fault", "The other server has a fault",
                "Something went wrong inside the other server.", Who::other_relay,
                "Roost tries again if the other server allows. If it lasts, tell whoever runs "
                "it."},
    Explanation{"lookup_failed_there", "The other server's DNS does not work",
                "The other server wanted to look something up in DNS and got no answer.",
                Who::other_relay,
                "Roost tries again by itself. If it lasts, check that your own DNS answers "
                "everywhere, then tell whoever runs the other server."},
    Explanation{"cannot_forward", "The other server cannot pass the message on",
                "The other server is only a station on the way, and the next one does not take "
                "the message.",
                Who::other_relay,
                "Roost tries again if the other server allows. If it lasts, tell whoever runs "
                "it."},
    Explanation{"loop", "The message goes round in circles",
                "The other server has seen the message too often: its forwarding leads back to "
                "itself.",
                Who::other_relay, "Whoever runs the other server has to correct its forwarding."},
    Explanation{"timed_out_there", "The other server lost patience",
                "The other server says that this relay took too long. Perhaps the line between "
                "the two is slow or broken.",
                Who::nobody,
                "Roost tries again by itself. If many destinations show this, check the network of "
                "this relay."},
    Explanation{"protocol_dispute", "The two servers misunderstood each other",
                "The other server says that this relay used a command wrongly. Sometimes a "
                "firewall between the two mangles what is said.",
                Who::other_relay,
                "If it lasts, tell whoever runs the other server, and report it to the makers of "
                "Roost with the line below."},
    Explanation{"http_not_served", "The other relay does not take mail over HTTPS",
                "The other server has no fast way in for relays. Roost uses ordinary mail "
                "delivery instead.",
                Who::nobody, "Nothing needs to be done."},
    Explanation{"http_refused", "The other relay refused the message",
                "The other relay answered over HTTPS that it does not take the message; the line "
                "below is all it said.",
                Who::other_relay, "Tell whoever runs the other relay and quote the line below."},
};

} // namespace

std::span<const Explanation> answers()
{
    return Answers;
}

} // namespace roost::explanations
