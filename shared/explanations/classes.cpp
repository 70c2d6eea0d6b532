// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/explanations/catalogue.h"

#include <array>

namespace roost::explanations {

namespace {

// RFC 3463 §3: the second figure of a status says what it is about.
constexpr std::array Classes = {
    Explanation{"refused_address", "Something is wrong with an address",
                "The other server refused the address of the sender or of the recipient; the line "
                "below is all it said.",
                Who::sender_app, "The sender should check the address."},
    Explanation{"refused_mailbox", "The recipient's mailbox does not take the message",
                "The other server says that the mailbox cannot take it; the line below is all it "
                "said.",
                Who::nobody, "The sender has to reach the recipient in another way."},
    Explanation{"refused_server", "The other server cannot take the message",
                "The other server has a difficulty of its own; the line below is all it said.",
                Who::other_relay,
                "Roost tries again if the other server allows. If it lasts, tell whoever runs "
                "it."},
    Explanation{"refused_route", "The other server could not bring the message further",
                "The other server has a difficulty with the network or the way to the recipient; "
                "the line below is all it said.",
                Who::other_relay,
                "Roost tries again if the other server allows. If it lasts, tell whoever runs "
                "it."},
    Explanation{"refused_protocol", "The two servers did not understand each other",
                "The other server complains about how the message was handed over; the line below "
                "is all it said.",
                Who::other_relay, "If it lasts, tell whoever runs the other server."},
    Explanation{"refused_content", "The other server cannot handle the message's content",
                "The other server complains about what the message holds; the line below is all "
                "it said.",
                Who::sender_app, "The sender may try to send it in another form."},
    Explanation{"refused_policy", "The other server's rules forbid it",
                "The other server refused the message by a rule of its own; the line below is all "
                "it said.",
                Who::other_relay,
                "Write to the postmaster of the other server and quote the line below. Check also "
                "that DKIM, SPF and reverse DNS of this relay are right."},
    Explanation{"refused_for_now", "The other server does not take the message now",
                "The other server asks to come back later; the line below is all it said.",
                Who::nobody,
                "Nothing needs to be done: Roost tries again. If it lasts for more than a day, "
                "tell whoever runs the other server."},
    Explanation{"refused_for_good", "The other server does not take the message",
                "The other server refused the message for good; the line below is all it said.",
                Who::other_relay,
                "The message is returned to the sender. If you think that it should have been "
                "taken, write to the postmaster of the other server."},
    Explanation{"not_understood", "The other server gave no clear reason",
                "What the other server said is quoted below.", Who::other_relay,
                "Roost tries again by itself. If it lasts, tell whoever runs the other server."},
};

} // namespace

std::span<const Explanation> classes()
{
    return Classes;
}

} // namespace roost::explanations
