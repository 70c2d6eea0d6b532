// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/imap/commands/mailbox_tree.h"

#include "backend/imap/grammar/names.h"

#include <set>

namespace roost::imap {

namespace {

/// The names above `name`: "a.b" and "a" of "a.b.c".
std::vector<std::string> ancestors(const std::string& name)
{
    std::vector<std::string> result;
    for (auto at = name.rfind(Delimiter); at != std::string::npos && at > 0;
         at = name.rfind(Delimiter, at - 1))
        result.push_back(name.substr(0, at));
    return result;
}

struct Tree {
    std::set<std::string> names;   // of mailboxes
    std::set<std::string> parents; // of some mailbox, themselves one or not
};

Tree treeOf(const std::vector<store::Mailbox>& mailboxes, bool subscribed_only)
{
    Tree tree;
    for (const auto& mailbox : mailboxes) {
        if (subscribed_only && !mailbox.subscribed) continue;
        tree.names.insert(mailbox.name);
        for (auto& parent : ancestors(mailbox.name)) tree.parents.insert(std::move(parent));
    }
    return tree;
}

TreeEntry entryOf(const Tree& tree, const std::string& name)
{
    TreeEntry entry{name, tree.parents.contains(name) ? "\\HasChildren" : "\\HasNoChildren"};
    if (const auto use = specialUse(name); !use.empty()) {
        entry.attributes += ' ';
        entry.attributes += use;
    }
    return entry;
}

} // namespace

std::vector<TreeEntry> matchingEntries(const std::vector<store::Mailbox>& mailboxes,
                                       std::string_view pattern,
                                       bool subscribed_only)
{
    const Tree tree = treeOf(mailboxes, subscribed_only);
    std::vector<TreeEntry> entries;
    for (const auto& mailbox : mailboxes)
        if (tree.names.contains(mailbox.name) && matchesPattern(mailbox.name, pattern))
            entries.push_back(entryOf(tree, mailbox.name));
    if (pattern.find('%') == std::string_view::npos) return entries;
    for (const auto& parent : tree.parents)
        if (!tree.names.contains(parent) && matchesPattern(parent, pattern))
            entries.push_back(TreeEntry{parent, "\\Noselect \\HasChildren"});
    return entries;
}

} // namespace roost::imap
