// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/way_back.h"

#include "gui/models/wire_text.h"
#include "gui/widgets/label.h"

using namespace Qt::StringLiterals;

namespace roost::pages {

using widgets::Script;

namespace {

/// As one word of a shell.
QString quoted(const QString& path)
{
    const auto is_plain = [](QChar c) { return c.isLetterOrNumber() || u"/._-"_s.contains(c); };
    if (std::all_of(path.begin(), path.end(), is_plain)) return path;
    QString inner = path;
    return u"'%1'"_s.arg(inner.replace(u'\'', u"'\\''"_s));
}

} // namespace

WayBack::WayBack(QWidget* parent)
    : Card(parent),
      how_(widgets::paragraph(Script::body)),
      command_(new widgets::CopyField(tr("Command that starts the relay"))),
      looked_(widgets::label(Script::strong, tr("The console looked here:"))),
      places_(widgets::paragraph(Script::muted))
{
    places_->setObjectName(u"places"_s);
    command_->setObjectName(u"startCommand"_s);
    places_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    body()->addWidget(how_);
    body()->addWidget(command_);
    body()->addSpacing(8);
    body()->addWidget(looked_);
    body()->addWidget(places_);
}

void WayBack::setLink(const client::LinkState& link)
{
    const bool is_refused = link.link == client::Link::refused;
    const bool was_elsewhere = link.attempts.isEmpty();
    how_->setText(
        is_refused ? tr("Ask whoever runs this computer to put you into the group roost-admin, "
                        "then log out and in again.")
                   : tr("Start it on this computer with this command, with the folder that holds "
                        "its data. A relay that is new makes the folder itself."));
    command_->setVisible(!is_refused);
    const QString path = was_elsewhere ? link.path : link.attempts.first().path;
    command_->setText(u"roostd --data-dir ~/roost --control %1"_s.arg(quoted(path)));
    QStringList places;
    for (const client::Attempt& each : link.attempts)
        places += u"%1  (%2)"_s.arg(models::shownText(each.path.toStdString()), each.why);
    places_->setText(places.isEmpty() ? models::shownText(link.path.toStdString())
                                      : places.join(u'\n'));
}

} // namespace roost::pages
