<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Amounts</name>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message numerus="yes">
        <source>%n seconds ago</source>
        <translation>
            <numerusform>vor %n Sekunde</numerusform>
            <numerusform>vor %n Sekunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes ago</source>
        <translation>
            <numerusform>vor %n Minute</numerusform>
            <numerusform>vor %n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours ago</source>
        <translation>
            <numerusform>vor %n Stunde</numerusform>
            <numerusform>vor %n Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation>
            <numerusform>vor %n Tag</numerusform>
            <numerusform>vor %n Tagen</numerusform>
        </translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message numerus="yes">
        <source>in %n seconds</source>
        <translation>
            <numerusform>in %n Sekunde</numerusform>
            <numerusform>in %n Sekunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n minutes</source>
        <translation>
            <numerusform>in %n Minute</numerusform>
            <numerusform>in %n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n hours</source>
        <translation>
            <numerusform>in %n Stunde</numerusform>
            <numerusform>in %n Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n days</source>
        <translation>
            <numerusform>in %n Tag</numerusform>
            <numerusform>in %n Tagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n Tag</numerusform>
            <numerusform>%n Tage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours</source>
        <translation>
            <numerusform>%n Stunde</numerusform>
            <numerusform>%n Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n Minute</numerusform>
            <numerusform>%n Minuten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Condition</name>
    <message>
        <source>You may not look after this relay.</source>
        <translation>Sie dürfen dieses Relay nicht betreuen.</translation>
    </message>
    <message>
        <source>Looking for the relay …</source>
        <translation>Das Relay wird gesucht …</translation>
    </message>
    <message>
        <source>The connection to the relay is lost.</source>
        <translation>Die Verbindung zum Relay ist abgebrochen.</translation>
    </message>
    <message>
        <source>The relay is not running.</source>
        <translation>Das Relay läuft nicht.</translation>
    </message>
    <message>
        <source>Start it again; the console notices by itself.</source>
        <translation>Starten Sie es wieder; die Konsole merkt es von selbst.</translation>
    </message>
    <message>
        <source>Port %1 at %2 does not answer: %3.</source>
        <translation>Port %1 an %2 antwortet nicht: %3.</translation>
    </message>
    <message>
        <source>Another program may be using the port: stop it, or choose other ports in the settings.</source>
        <translation>Vielleicht benutzt ein anderes Programm den Port: Beenden Sie es, oder wählen Sie in den Einstellungen andere Ports.</translation>
    </message>
    <message>
        <source>The relay is running, but not on all of its ports.</source>
        <translation>Das Relay läuft, aber nicht auf allen seinen Ports.</translation>
    </message>
    <message>
        <source>Your relay is running and waits for its first user.</source>
        <translation>Ihr Relay läuft und wartet auf seinen ersten Benutzer.</translation>
    </message>
    <message>
        <source>Invite somebody: they scan a code with their chat app, and that is all.</source>
        <translation>Laden Sie jemanden ein: Ein Code wird mit der Chat-App gescannt, und das ist alles.</translation>
    </message>
    <message>
        <source>Your relay is running. All is well.</source>
        <translation>Ihr Relay läuft. Alles ist in Ordnung.</translation>
    </message>
    <message numerus="yes">
        <source>%n people have an address here. There is nothing you need to do.</source>
        <translation>
            <numerusform>Eine Person hat hier eine Adresse. Sie müssen nichts tun.</numerusform>
            <numerusform>%n Personen haben hier eine Adresse. Sie müssen nichts tun.</numerusform>
        </translation>
    </message>
    <message>
        <source>This relay is new and has no name yet.</source>
        <translation>Dieses Relay ist neu und hat noch keinen Namen.</translation>
    </message>
    <message>
        <source>Set it up: it takes a minute.</source>
        <translation>Richten Sie es ein: Es dauert eine Minute.</translation>
    </message>
    <message>
        <source>The relay is starting …</source>
        <translation>Das Relay startet …</translation>
    </message>
    <message>
        <source>The relay is stopping …</source>
        <translation>Das Relay wird beendet …</translation>
    </message>
    <message>
        <source>Your relay is running.</source>
        <translation>Ihr Relay läuft.</translation>
    </message>
    <message numerus="yes">
        <source>%n messages wait for other servers. Roost goes on trying; the queue says why they wait.</source>
        <translation>
            <numerusform>Eine Nachricht wartet auf einen anderen Server. Roost versucht es weiter; die Warteschlange sagt, warum sie wartet.</numerusform>
            <numerusform>%n Nachrichten warten auf andere Server. Roost versucht es weiter; die Warteschlange sagt, warum sie warten.</numerusform>
        </translation>
    </message>
    <message>
        <source>No new users can join: the computer is too busy.</source>
        <translation>Neue Benutzer können nicht beitreten: Der Rechner ist zu beschäftigt.</translation>
    </message>
    <message>
        <source>No new users can join: memory is running out.</source>
        <translation>Neue Benutzer können nicht beitreten: Der Arbeitsspeicher wird knapp.</translation>
    </message>
    <message>
        <source>No new users can join: the disk is nearly full.</source>
        <translation>Neue Benutzer können nicht beitreten: Die Platte ist fast voll.</translation>
    </message>
    <message>
        <source>No new users can join just now.</source>
        <translation>Neue Benutzer können gerade nicht beitreten.</translation>
    </message>
    <message>
        <source>Its load, which is how many programs want to run at once, is %1; above %2 the relay takes nobody new. It passes when the computer has less to do. If it lasts, see what keeps it busy, or raise the setting “%3”.</source>
        <translation>Seine Last, also wie viele Programme zugleich laufen wollen, ist %1; über %2 nimmt das Relay niemand Neues auf. Das vergeht, sobald der Rechner weniger zu tun hat. Wenn es anhält, sehen Sie nach, was ihn beschäftigt, oder erhöhen Sie die Einstellung „%3“.</translation>
    </message>
    <message>
        <source>%1 are free; below %2 the relay takes nobody new. End other programs on this computer, give it more memory, or lower the setting “%3”.</source>
        <translation>%1 sind frei; unter %2 nimmt das Relay niemand Neues auf. Beenden Sie andere Programme auf diesem Rechner, geben Sie ihm mehr Speicher oder senken Sie die Einstellung „%3“.</translation>
    </message>
    <message>
        <source>%1 are free; below %2 the relay takes nobody new. Make room on the disk, or lower the setting “%3”.</source>
        <translation>%1 sind frei; unter %2 nimmt das Relay niemand Neues auf. Schaffen Sie Platz auf der Platte oder senken Sie die Einstellung „%3“.</translation>
    </message>
    <message>
        <source>Who has an address already notices nothing.</source>
        <translation>Wer schon eine Adresse hat, merkt davon nichts.</translation>
    </message>
    <message numerus="yes">
        <source>%n new addresses were refused for such reasons.</source>
        <translation>
            <numerusform>Eine neue Adresse wurde aus solchen Gründen abgelehnt.</numerusform>
            <numerusform>%n neue Adressen wurden aus solchen Gründen abgelehnt.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueueActs</name>
    <message numerus="yes">
        <source>%n messages</source>
        <translation>
            <numerusform>%n Nachricht</numerusform>
            <numerusform>%n Nachrichten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n destinations</source>
        <translation>
            <numerusform>%n Ziel</numerusform>
            <numerusform>%n Ziele</numerusform>
        </translation>
    </message>
    <message>
        <source>Holding %1. They wait until you release them.</source>
        <translation>%1 zurückgehalten. Sie warten, bis Sie sie freigeben.</translation>
    </message>
    <message>
        <source>Holding all mail for %1, also what comes later, until you release it.</source>
        <translation>Alle Mail für %1 wird zurückgehalten, auch was noch kommt, bis Sie sie freigeben.</translation>
    </message>
    <message>
        <source>Holding all mail for %1, also what comes later, until %2.</source>
        <translation>Alle Mail für %1 wird zurückgehalten, auch was noch kommt, bis %2.</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Tries to deliver at once instead of at the time planned.</source>
        <translation>Versucht die Zustellung sofort statt zur geplanten Zeit.</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Zurückhalten</translation>
    </message>
    <message>
        <source>Leaves the mail alone: it is neither tried nor returned until you release it.</source>
        <translation>Lässt die Mail liegen: Sie wird weder versucht noch zurückgegeben, bis Sie sie freigeben.</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Freigeben</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Removes the mail without telling anybody. For a day it can be brought back.</source>
        <translation>Entfernt die Mail, ohne dass es jemand erfährt. Einen Tag lang lässt sie sich zurückholen.</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Puts what was discarded back into the queue.</source>
        <translation>Legt Verworfenes in die Warteschlange zurück.</translation>
    </message>
    <message>
        <source>Brought back %1 into the queue.</source>
        <translation>%1 in die Warteschlange zurückgeholt.</translation>
    </message>
    <message>
        <source>Return to sender</source>
        <translation>Zurück an Absender</translation>
    </message>
    <message>
        <source>Mail for %1 is no longer held. What has waited is tried now.</source>
        <translation>Mail für %1 wird nicht mehr zurückgehalten. Was gewartet hat, wird jetzt versucht.</translation>
    </message>
    <message>
        <source>Released: %1. It is tried now.</source>
        <translation>Freigegeben: %1. Die Zustellung wird jetzt versucht.</translation>
    </message>
    <message>
        <source>Released %1, but they still wait, because all mail for %2 is held. To let it go, open “Held” and release %2.</source>
        <translation>Freigegeben: %1. Die Zustellung wartet trotzdem, weil alle Mail für %2 zurückgehalten wird. Öffnen Sie „Zurückgehalten“ und geben Sie %2 frei.</translation>
    </message>
    <message>
        <source>%1 (all for %2, whatever they wait for)</source>
        <translation>%1 (alle für %2, gleich warum sie warten)</translation>
    </message>
    <message>
        <source>Ends the holding; what was held is tried at once.</source>
        <translation>Beendet das Zurückhalten; was gewartet hat, wird sofort versucht.</translation>
    </message>
    <message>
        <source>Roost stops trying, and the senders get a notice that their message was not delivered. This cannot be undone.</source>
        <translation>Roost versucht es nicht weiter, und die Absender erfahren, dass ihre Nachricht nicht zugestellt wurde. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Nothing was changed: what you chose has left the queue meanwhile.</source>
        <translation>Es wurde nichts geändert: Was Sie gewählt haben, hat die Warteschlange inzwischen verlassen.</translation>
    </message>
    <message>
        <source>Trying now: %1.</source>
        <translation>Wird jetzt versucht: %1.</translation>
    </message>
    <message>
        <source>Returned to the senders: %1.</source>
        <translation>Zurück an die Absender: %1.</translation>
    </message>
    <message>
        <source>Discarded: %1. For a day they can be brought back.</source>
        <translation>Verworfen: %1. Einen Tag lang lässt sich das zurückholen.</translation>
    </message>
    <message>
        <source>Return %1 to the senders?</source>
        <translation>%1 zurück an die Absender?</translation>
    </message>
    <message>
        <source>Return %1 for %2 to the senders?</source>
        <translation>%1 für %2 zurück an die Absender?</translation>
    </message>
    <message>
        <source>This is about all mail for %1, also what waits there for another reason than the one you chose.</source>
        <translation>Das betrifft alle Mail für %1, auch solche, die aus einem anderen Grund wartet als dem gewählten.</translation>
    </message>
</context>
<context>
    <name>QueueTables</name>
    <message>
        <source>Until released</source>
        <translation>Bis zur Freigabe</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Zurückgehalten</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Gut</translation>
    </message>
    <message>
        <source>Not tried yet</source>
        <translation>Noch nicht versucht</translation>
    </message>
    <message>
        <source>Fails</source>
        <translation>Gestört</translation>
    </message>
    <message>
        <source>HTTPS</source>
        <translation>HTTPS</translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Next try</source>
        <translation>Nächster Versuch</translation>
    </message>
    <message>
        <source>Gone for good</source>
        <translation>Endgültig weg</translation>
    </message>
    <message>
        <source>Held until %1</source>
        <translation>Zurückgehalten bis %1</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Returned to sender</source>
        <translation>Zurück an Absender</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Held until</source>
        <translation>Zurückgehalten bis</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Über</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Zugestellt</translation>
    </message>
    <message>
        <source>Put off</source>
        <translation>Vertröstet</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Takes</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Last success</source>
        <translation>Letzter Erfolg</translation>
    </message>
    <message>
        <source>Last trouble</source>
        <translation>Letzte Störung</translation>
    </message>
    <message>
        <source>SMTP</source>
        <translation>SMTP</translation>
    </message>
    <message>
        <source>This relay</source>
        <translation>Dieses Relay</translation>
    </message>
</context>
<context>
    <name>SettingForm</name>
    <message>
        <source>Write a size, such as 500M or 2G.</source>
        <translation>Schreiben Sie eine Größe, etwa 500M oder 2G.</translation>
    </message>
    <message>
        <source>Write a whole number.</source>
        <translation>Schreiben Sie eine ganze Zahl.</translation>
    </message>
    <message>
        <source>Write a number, such as 2.5.</source>
        <translation>Schreiben Sie eine Zahl, etwa 2.5.</translation>
    </message>
    <message>
        <source>It must be from %1 to %2.</source>
        <translation>Erlaubt ist %1 bis %2.</translation>
    </message>
    <message>
        <source>Default: empty</source>
        <translation>Standard: leer</translation>
    </message>
    <message>
        <source>Default: %1</source>
        <translation>Standard: %1</translation>
    </message>
    <message>
        <source>from %1 to %2</source>
        <translation>von %1 bis %2</translation>
    </message>
    <message>
        <source>at most %1 characters</source>
        <translation>höchstens %1 Zeichen</translation>
    </message>
    <message>
        <source>on</source>
        <comment>of a switch</comment>
        <translation>ein</translation>
    </message>
    <message>
        <source>off</source>
        <comment>of a switch</comment>
        <translation>aus</translation>
    </message>
    <message>
        <source>Write a domain, such as chat.example.org.</source>
        <translation>Schreiben Sie eine Domain, etwa chat.example.org.</translation>
    </message>
    <message>
        <source>Write a mail address, such as privacy@example.org.</source>
        <translation>Schreiben Sie eine Mailadresse, etwa privacy@example.org.</translation>
    </message>
    <message>
        <source>Write IP addresses with spaces between them, such as 0.0.0.0 or ::.</source>
        <translation>Schreiben Sie IP-Adressen mit Leerzeichen dazwischen, etwa 0.0.0.0 oder ::.</translation>
    </message>
    <message>
        <source>It is too long: at most %1 characters.</source>
        <translation>Das ist zu lang: höchstens %1 Zeichen.</translation>
    </message>
    <message>
        <source>Write domains with spaces between them, such as example.org example.net.</source>
        <translation>Schreiben Sie Domains mit Leerzeichen dazwischen, etwa example.org example.net.</translation>
    </message>
    <message>
        <source>Write IP addresses, each with a port if it is not 53, with spaces between them, such as 127.0.0.1:5353.</source>
        <translation>Schreiben Sie IP-Adressen mit Leerzeichen dazwischen, jede mit Port, wenn er nicht 53 ist, etwa 127.0.0.1:5353.</translation>
    </message>
    <message>
        <source>Write one word of letters, digits and hyphens.</source>
        <translation>Schreiben Sie ein Wort aus Buchstaben, Ziffern und Bindestrichen.</translation>
    </message>
    <message>
        <source>Paste certificates that begin with -----BEGIN CERTIFICATE-----.</source>
        <translation>Fügen Sie Zertifikate ein, die mit -----BEGIN CERTIFICATE----- beginnen.</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>seconds, and in larger units</comment>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>SettingWords</name>
    <message>
        <source>Mail domain</source>
        <translation>Mail-Domain</translation>
    </message>
    <message>
        <source>Addresses it answers on</source>
        <translation>Adressen, an denen es antwortet</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Zertifikat</translation>
    </message>
    <message>
        <source>Contact for questions of privacy</source>
        <translation>Kontakt für Fragen zum Datenschutz</translation>
    </message>
    <message>
        <source>Comment shown in apps</source>
        <translation>Kommentar, den Apps zeigen</translation>
    </message>
    <message>
        <source>Added to every port</source>
        <translation>Zu jedem Port addiert</translation>
    </message>
    <message>
        <source>Sending (encrypted)</source>
        <translation>Senden (verschlüsselt)</translation>
    </message>
    <message>
        <source>Sending (STARTTLS)</source>
        <translation>Senden (STARTTLS)</translation>
    </message>
    <message>
        <source>Fetching (encrypted)</source>
        <translation>Abholen (verschlüsselt)</translation>
    </message>
    <message>
        <source>Fetching (STARTTLS)</source>
        <translation>Abholen (STARTTLS)</translation>
    </message>
    <message>
        <source>Web page and invites</source>
        <translation>Webseite und Einladungen</translation>
    </message>
    <message>
        <source>Anybody may join</source>
        <translation>Jeder darf beitreten</translation>
    </message>
    <message>
        <source>Shortest name</source>
        <translation>Kürzester Name</translation>
    </message>
    <message>
        <source>Longest name</source>
        <translation>Längster Name</translation>
    </message>
    <message>
        <source>Shortest password</source>
        <translation>Kürzestes Passwort</translation>
    </message>
    <message>
        <source>New accounts per network and hour</source>
        <translation>Neue Konten je Netz und Stunde</translation>
    </message>
    <message>
        <source>New accounts per second</source>
        <translation>Neue Konten pro Sekunde</translation>
    </message>
    <message>
        <source>Time to undo a deletion</source>
        <translation>Zeit, ein Löschen rückgängig zu machen</translation>
    </message>
    <message>
        <source>No new accounts above this load</source>
        <translation>Keine neuen Konten über dieser Last</translation>
    </message>
    <message>
        <source>No new accounts below this free memory</source>
        <translation>Keine neuen Konten unter diesem freien Speicher</translation>
    </message>
    <message>
        <source>No new accounts below this free disk space</source>
        <translation>Keine neuen Konten unter diesem freien Plattenplatz</translation>
    </message>
    <message>
        <source>Messages per user and minute</source>
        <translation>Nachrichten je Benutzer und Minute</translation>
    </message>
    <message>
        <source>Messages at once</source>
        <translation>Nachrichten auf einmal</translation>
    </message>
    <message>
        <source>Largest message</source>
        <translation>Größte Nachricht</translation>
    </message>
    <message>
        <source>Largest group</source>
        <translation>Größte Gruppe</translation>
    </message>
    <message>
        <source>Largest mailbox</source>
        <translation>Größtes Postfach</translation>
    </message>
    <message>
        <source>Remove messages after</source>
        <translation>Nachrichten entfernen nach</translation>
    </message>
    <message>
        <source>Remove large messages after</source>
        <translation>Große Nachrichten entfernen nach</translation>
    </message>
    <message>
        <source>Remove unused accounts after</source>
        <translation>Unbenutzte Konten entfernen nach</translation>
    </message>
    <message>
        <source>Try to deliver for</source>
        <translation>Zustellversuche für</translation>
    </message>
    <message>
        <source>Apps that wait for messages</source>
        <translation>Apps, die auf Nachrichten warten</translation>
    </message>
    <message>
        <source>Connections that hand over messages</source>
        <translation>Verbindungen, die Nachrichten bringen</translation>
    </message>
    <message>
        <source>Web connections</source>
        <translation>Web-Verbindungen</translation>
    </message>
    <message>
        <source>Sign of life to waiting apps</source>
        <translation>Lebenszeichen an wartende Apps</translation>
    </message>
    <message>
        <source>Time to log in</source>
        <translation>Zeit für die Anmeldung</translation>
    </message>
    <message>
        <source>Silence of fetching apps</source>
        <translation>Stille abholender Apps</translation>
    </message>
    <message>
        <source>Silence of sending apps</source>
        <translation>Stille sendender Apps</translation>
    </message>
    <message>
        <source>Silence of web connections</source>
        <translation>Stille von Web-Verbindungen</translation>
    </message>
    <message>
        <source>Memory for messages under way</source>
        <translation>Speicher für Nachrichten unterwegs</translation>
    </message>
    <message>
        <source>Disk space for unfinished messages</source>
        <translation>Plattenplatz für unfertige Nachrichten</translation>
    </message>
    <message>
        <source>What is logged</source>
        <translation>Was protokolliert wird</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>Identität</translation>
    </message>
    <message>
        <source>Ports</source>
        <translation>Ports</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Logging</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>characters</source>
        <translation>Zeichen</translation>
    </message>
    <message>
        <source>accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>recipients</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Messages of other servers</source>
        <translation>Nachrichten anderer Server</translation>
    </message>
    <message>
        <source>Name of the signing key (DKIM)</source>
        <translation>Name des Signaturschlüssels (DKIM)</translation>
    </message>
    <message>
        <source>First wait after a failure</source>
        <translation>Erste Wartezeit nach einem Fehlschlag</translation>
    </message>
    <message>
        <source>Longest wait between two tries</source>
        <translation>Längste Wartezeit zwischen zwei Versuchen</translation>
    </message>
    <message>
        <source>Deliver over HTTPS where possible</source>
        <translation>Wo möglich über HTTPS zustellen</translation>
    </message>
    <message>
        <source>Domains without encryption</source>
        <translation>Domains ohne Verschlüsselung</translation>
    </message>
    <message>
        <source>DNS servers to ask</source>
        <translation>Zu fragende DNS-Server</translation>
    </message>
    <message>
        <source>Deliver by IPv4 only</source>
        <translation>Nur über IPv4 zustellen</translation>
    </message>
    <message>
        <source>Port of other servers (SMTP)</source>
        <translation>Port anderer Server (SMTP)</translation>
    </message>
    <message>
        <source>Port of other relays (HTTPS)</source>
        <translation>Port anderer Relays (HTTPS)</translation>
    </message>
    <message>
        <source>Servers served at once</source>
        <translation>Gleichzeitig belieferte Server</translation>
    </message>
    <message>
        <source>Failing servers tried at once</source>
        <translation>Gleichzeitig versuchte fehlerhafte Server</translation>
    </message>
    <message>
        <source>Other servers</source>
        <translation>Andere Server</translation>
    </message>
    <message>
        <source>Follow the rules of other domains (MTA-STS)</source>
        <translation>Regeln anderer Domains befolgen (MTA-STS)</translation>
    </message>
    <message>
        <source>Check certificates by signed DNS (DANE)</source>
        <translation>Zertifikate über signiertes DNS prüfen (DANE)</translation>
    </message>
    <message>
        <source>Further trusted issuers of certificates</source>
        <translation>Weitere Zertifikatsaussteller, denen vertraut wird</translation>
    </message>
    <message>
        <source>Made by the relay (self-signed)</source>
        <translation>Vom Relay erstellt (self-signed)</translation>
    </message>
    <message>
        <source>Everything, to find a fault (debug)</source>
        <translation>Alles, zur Fehlersuche (debug)</translation>
    </message>
    <message>
        <source>What matters (info)</source>
        <translation>Was wichtig ist (info)</translation>
    </message>
    <message>
        <source>Warnings and errors (warn)</source>
        <translation>Warnungen und Fehler (warn)</translation>
    </message>
    <message>
        <source>Errors only (error)</source>
        <translation>Nur Fehler (error)</translation>
    </message>
</context>
<context>
    <name>SetupForm</name>
    <message>
        <source>Only the part after the @.</source>
        <translation>Nur der Teil nach dem @.</translation>
    </message>
    <message>
        <source>Only the name, without https://.</source>
        <translation>Nur der Name, ohne https://.</translation>
    </message>
    <message>
        <source>This is neither a domain, such as chat.example.org, nor an IPv4 address.</source>
        <translation>Das ist weder eine Domain, etwa chat.example.org, noch eine IPv4-Adresse.</translation>
    </message>
    <message>
        <source>Write IP addresses with spaces between them, such as 0.0.0.0 or ::.</source>
        <translation>Schreiben Sie IP-Adressen mit Leerzeichen dazwischen, etwa 0.0.0.0 oder ::.</translation>
    </message>
</context>
<context>
    <name>UserActs</name>
    <message numerus="yes">
        <source>%n addresses</source>
        <translation>
            <numerusform>%n Adresse</numerusform>
            <numerusform>%n Adressen</numerusform>
        </translation>
    </message>
    <message>
        <source>Deleted %1 and all messages. The address can be taken again.</source>
        <translation>%1 und alle Nachrichten sind gelöscht. Die Adresse ist wieder frei.</translation>
    </message>
    <message>
        <source>Deleted %1. Its apps are disconnected and its messages are erased for good on %2; until then nobody else can take the address.</source>
        <translation>%1 ist gelöscht. Die Apps sind getrennt, und die Nachrichten werden am %2 endgültig gelöscht; bis dahin kann niemand sonst die Adresse nehmen.</translation>
    </message>
    <message>
        <source>Deleted %1 and all messages. Nobody can take the address for 90 days.</source>
        <translation>%1 und alle Nachrichten sind gelöscht. 90 Tage lang kann niemand die Adresse nehmen.</translation>
    </message>
    <message>
        <source>Deleted %1. Its apps are disconnected and its messages are erased for good on %2; for 90 days from then nobody can take the address.</source>
        <translation>%1 ist gelöscht. Die Apps sind getrennt, und die Nachrichten werden am %2 endgültig gelöscht; von da an kann 90 Tage lang niemand die Adresse nehmen.</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>Unblock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete and close</source>
        <translation>Löschen und schließen</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Disconnects the user&apos;s apps and lets them log in no more. Messages for them are still taken in and kept.</source>
        <translation>Trennt die Apps des Benutzers und lässt sie nicht mehr herein. Nachrichten an ihn werden weiter angenommen und aufbewahrt.</translation>
    </message>
    <message>
        <source>Lets the user log in again and fetch what has come meanwhile.</source>
        <translation>Lässt den Benutzer wieder herein, auch zu dem, was inzwischen gekommen ist.</translation>
    </message>
    <message>
        <source>Disconnects the user&apos;s apps and hides the account. It can be restored until its messages are erased.</source>
        <translation>Trennt die Apps des Benutzers und verbirgt das Konto. Bis seine Nachrichten gelöscht werden, lässt es sich wiederherstellen.</translation>
    </message>
    <message>
        <source>Deletes the account and keeps its address closed: for 90 days nobody can make it anew. Otherwise the user&apos;s app would do so as soon as the messages are erased.</source>
        <translation>Löscht das Konto und hält seine Adresse geschlossen: 90 Tage lang kann es niemand neu anlegen. Sonst täte das die App des Benutzers, sobald die Nachrichten gelöscht sind.</translation>
    </message>
    <message>
        <source>Brings the account back with all of its messages.</source>
        <translation>Bringt das Konto mit allen Nachrichten zurück.</translation>
    </message>
    <message>
        <source>Blocked %1. Its apps are disconnected and cannot log in; messages for it are still taken in.</source>
        <translation>%1 ist gesperrt. Die Apps sind getrennt und kommen nicht mehr herein; Nachrichten werden weiter angenommen.</translation>
    </message>
    <message>
        <source>Unblocked %1. It can log in again.</source>
        <translation>%1 ist entsperrt und kann sich wieder anmelden.</translation>
    </message>
    <message>
        <source>Restored %1 with all of its messages.</source>
        <translation>%1 ist mit allen Nachrichten wiederhergestellt.</translation>
    </message>
</context>
<context>
    <name>WireText</name>
    <message>
        <source>The relay did not answer in time. It may be very busy; try again.</source>
        <translation>Das Relay hat nicht rechtzeitig geantwortet. Vielleicht ist es sehr beschäftigt; versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>This is not possible now: %1.</source>
        <translation>Das geht jetzt nicht: %1.</translation>
    </message>
    <message>
        <source>This is not allowed: %1.</source>
        <translation>Das ist nicht erlaubt: %1.</translation>
    </message>
    <message>
        <source>The relay found damaged data: %1.</source>
        <translation>Das Relay hat beschädigte Daten gefunden: %1.</translation>
    </message>
    <message>
        <source>Something went wrong inside the relay; its log says more (%1).</source>
        <translation>Im Relay ist etwas schiefgegangen; sein Protokoll sagt mehr (%1).</translation>
    </message>
</context>
<context>
    <name>roost::client::Channel</name>
    <message>
        <source>there is no socket</source>
        <translation>dort ist kein Socket</translation>
    </message>
    <message>
        <source>nobody listens there any more</source>
        <translation>dort hört niemand mehr zu</translation>
    </message>
    <message>
        <source>no right to open it</source>
        <translation>kein Recht, ihn zu öffnen</translation>
    </message>
</context>
<context>
    <name>roost::client::Client</name>
    <message>
        <source>The relay is version %1 and this console version %2; they do not understand each other. Install both from the same release.</source>
        <translation>Das Relay hat Version %1, diese Konsole Version %2; sie verstehen einander nicht. Installieren Sie beide aus derselben Veröffentlichung.</translation>
    </message>
</context>
<context>
    <name>roost::console::Application</name>
    <message>
        <source>The console of a Roost relay.</source>
        <translation>Die Konsole eines Roost-Relays.</translation>
    </message>
    <message>
        <source>Path of the relay&apos;s control socket.</source>
        <translation>Pfad des Steuer-Sockets des Relays.</translation>
    </message>
</context>
<context>
    <name>roost::console::MainWindow</name>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>Einladen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>Einrichten</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Wie die Arbeitsumgebung</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
</context>
<context>
    <name>roost::console::Rail</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
</context>
<context>
    <name>roost::models::Explanations</name>
    <message>
        <source>You</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>You, with your provider</source>
        <translation>Sie, mit Ihrem Anbieter</translation>
    </message>
    <message>
        <source>Whoever runs the other server</source>
        <translation>Der Betreiber des anderen Servers</translation>
    </message>
    <message>
        <source>The sender, or the sender&apos;s app</source>
        <translation>Der Absender oder seine App</translation>
    </message>
    <message>
        <source>Nobody has to do anything</source>
        <translation>Niemand muss etwas tun</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>Ein anderer Grund</translation>
    </message>
    <message>
        <source>The relay gives a reason that this console does not know (%1): the relay is probably newer.</source>
        <translation>Das Relay nennt einen Grund, den diese Konsole nicht kennt (%1): Es ist wohl neuer.</translation>
    </message>
    <message>
        <source>Update the console. Until then the details below may say more.</source>
        <translation>Aktualisieren Sie die Konsole. Bis dahin sagt vielleicht die Zeile darunter mehr.</translation>
    </message>
</context>
<context>
    <name>roost::models::UserModel</name>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Deleted, erased %1</source>
        <translation>Gelöscht, endgültig am %1</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Angelegt</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Zuletzt gesehen</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
</context>
<context>
    <name>roost::pages::ExplanationCard</name>
    <message>
        <source>Who can do something</source>
        <translation>Wer etwas tun kann</translation>
    </message>
    <message>
        <source>The other server said</source>
        <translation>Der andere Server sagte</translation>
    </message>
    <message>
        <source>What Roost found</source>
        <translation>Was Roost herausfand</translation>
    </message>
    <message>
        <source>At the last try</source>
        <translation>Beim letzten Versuch</translation>
    </message>
</context>
<context>
    <name>roost::pages::InvitePage</name>
    <message>
        <source>Invite</source>
        <translation>Einladen</translation>
    </message>
    <message>
        <source>Everybody you give this to can chat over your relay.</source>
        <translation>Wem Sie das geben, der kann über Ihr Relay chatten.</translation>
    </message>
    <message>
        <source>Making an invite …</source>
        <translation>Eine Einladung wird erstellt …</translation>
    </message>
    <message>
        <source>There is no invite</source>
        <translation>Es gibt keine Einladung</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
</context>
<context>
    <name>roost::pages::InvitePanel</name>
    <message>
        <source>The link is too long for a code. Copy it instead.</source>
        <translation>Der Link ist zu lang für einen Code. Kopieren Sie ihn stattdessen.</translation>
    </message>
    <message>
        <source>Invite link</source>
        <translation>Einladungslink</translation>
    </message>
    <message>
        <source>New invite</source>
        <translation>Neue Einladung</translation>
    </message>
    <message>
        <source>Invite as a QR code</source>
        <translation>Einladung als QR-Code</translation>
    </message>
    <message>
        <source>Scan this with a chat app</source>
        <translation>Mit einer Chat-App scannen</translation>
    </message>
    <message>
        <source>In Delta Chat on the phone: tap “Create new profile”, then “Use other server”, then “Scan invitation code”. That is all: no name, no number, no e-mail address is asked for.</source>
        <translation>In Delta Chat auf dem Telefon: erst „Neues Profil erstellen“, dann „Anderen Server verwenden“, dann „Einladungscode scannen“. Das ist alles: Nach Namen, Nummer oder E-Mail-Adresse wird nicht gefragt.</translation>
    </message>
    <message>
        <source>Or send this link</source>
        <translation>Oder diesen Link schicken</translation>
    </message>
    <message>
        <source>This invite is for one person. Make a new one for the next.</source>
        <translation>Diese Einladung ist für eine Person. Erstellen Sie für die nächste eine neue.</translation>
    </message>
    <message>
        <source>Everybody may use this invite; print it if you like.</source>
        <translation>Diese Einladung kann jeder benutzen; drucken Sie sie aus, wenn Sie mögen.</translation>
    </message>
    <message>
        <source>A phone cannot use this invite yet: the relay answers on a loopback address, which only this computer can reach. Chat apps on this computer can use it now. To let phones in, open Settings, add this computer&apos;s address in your network (such as 192.168.1.20) to “Addresses it answers on”, and make a new invite.</source>
        <translation>Ein Telefon kann mit dieser Einladung noch nichts anfangen: Das Relay antwortet an einer Loopback-Adresse, die nur dieser Computer erreicht. Chat-Apps auf diesem Computer können sie jetzt schon benutzen. Um Telefone hereinzulassen, ergänzen Sie in den Einstellungen bei „Adressen, an denen es antwortet“ die Adresse dieses Computers in Ihrem Netz (etwa 192.168.1.20) und erstellen Sie eine neue Einladung.</translation>
    </message>
</context>
<context>
    <name>roost::pages::MessagesPanel</name>
    <message>
        <source>Messages that were discarded</source>
        <translation>Verworfene Nachrichten</translation>
    </message>
    <message>
        <source>Messages that wait</source>
        <translation>Wartende Nachrichten</translation>
    </message>
    <message>
        <source>All destinations</source>
        <translation>Alle Ziele</translation>
    </message>
</context>
<context>
    <name>roost::pages::OverviewPage</name>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Messages per minute</source>
        <translation>Nachrichten pro Minute</translation>
    </message>
    <message>
        <source>Connected apps</source>
        <translation>Verbundene Apps</translation>
    </message>
    <message>
        <source>Logins per minute</source>
        <translation>Anmeldungen pro Minute</translation>
    </message>
    <message>
        <source>Stored on disk</source>
        <translation>Auf der Platte</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Messages taken in</source>
        <translation>Angenommene Nachrichten</translation>
    </message>
    <message>
        <source>Messages refused</source>
        <translation>Abgelehnte Nachrichten</translation>
    </message>
    <message>
        <source>Running since</source>
        <translation>Läuft seit</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Ports</source>
        <translation>Ports</translation>
    </message>
    <message>
        <source>What you see is from %1.</source>
        <translation>Was Sie sehen, ist von %1.</translation>
    </message>
    <message>
        <source>Invite somebody</source>
        <translation>Jemanden einladen</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>Einrichten</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>%1 (%2 not encrypted)</source>
        <translation>%1 (%2 unverschlüsselt)</translation>
    </message>
    <message>
        <source>Open the queue</source>
        <translation>Warteschlange öffnen</translation>
    </message>
    <message>
        <source>In the queue</source>
        <translation>In der Warteschlange</translation>
    </message>
    <message>
        <source>Apps fetch:</source>
        <translation>Apps holen ab:</translation>
    </message>
    <message>
        <source>Apps send:</source>
        <translation>Apps senden:</translation>
    </message>
    <message>
        <source>Other servers:</source>
        <translation>Andere Server:</translation>
    </message>
    <message>
        <source>Web page and other relays:</source>
        <translation>Webseite und andere Relays:</translation>
    </message>
    <message>
        <source>Open the setting</source>
        <translation>Einstellung öffnen</translation>
    </message>
</context>
<context>
    <name>roost::pages::Page</name>
    <message>
        <source>Looking for the relay …</source>
        <translation>Das Relay wird gesucht …</translation>
    </message>
    <message>
        <source>The relay is not running</source>
        <translation>Das Relay läuft nicht</translation>
    </message>
    <message>
        <source>The overview says where the console looked and how to start the relay.</source>
        <translation>Die Übersicht sagt, wo die Konsole gesucht hat und wie man das Relay startet.</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>You may not look after this relay</source>
        <translation>Sie dürfen dieses Relay nicht betreuen</translation>
    </message>
    <message>
        <source>You may no longer look after this relay. What you see is from %1.</source>
        <translation>Sie dürfen dieses Relay nicht mehr betreuen. Was Sie sehen, ist von %1.</translation>
    </message>
    <message>
        <source>The connection to the relay is lost. What you see is from %1.</source>
        <translation>Die Verbindung zum Relay ist abgebrochen. Was Sie sehen, ist von %1.</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>a time, and how long ago it is</comment>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>roost::pages::PeersPanel</name>
    <message>
        <source>Other servers, and how they behave</source>
        <translation>Andere Server und wie sie sich verhalten</translation>
    </message>
    <message>
        <source>No mail has gone to another server yet. What happens to it is counted here, by server, and forgotten after 30 days.</source>
        <translation>Noch ging keine Mail an einen anderen Server. Was mit ihr geschieht, wird hier je Server gezählt und nach 30 Tagen vergessen.</translation>
    </message>
</context>
<context>
    <name>roost::pages::QueuePage</name>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Parts of the queue</source>
        <translation>Teile der Warteschlange</translation>
    </message>
    <message>
        <source>Nothing was discarded. What you discard can be brought back here for a day.</source>
        <translation>Nichts wurde verworfen. Was Sie verwerfen, lässt sich hier einen Tag lang zurückholen.</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Zurückgehalten</translation>
    </message>
    <message>
        <source>Discarded</source>
        <translation>Verworfen</translation>
    </message>
    <message>
        <source>Other servers</source>
        <translation>Andere Server</translation>
    </message>
    <message>
        <source>Loading the queue …</source>
        <translation>Die Warteschlange wird geladen …</translation>
    </message>
    <message>
        <source>Nothing waits</source>
        <translation>Nichts wartet</translation>
    </message>
    <message>
        <source>Every message for another server has been delivered. What cannot be delivered at once waits here, and Roost says why.</source>
        <translation>Jede Nachricht für andere Server ist zugestellt. Was nicht sofort zuzustellen ist, wartet hier, und Roost sagt, warum.</translation>
    </message>
    <message numerus="yes">
        <source>%n messages wait for other servers</source>
        <translation>
            <numerusform>Eine Nachricht wartet auf andere Server</numerusform>
            <numerusform>%n Nachrichten warten auf andere Server</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>a tab, and how many are in it</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1: the oldest %2</source>
        <translation>%1: die ältesten %2</translation>
    </message>
    <message>
        <source>The queue cannot be shown</source>
        <translation>Die Warteschlange lässt sich nicht zeigen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>%1 (one to several people counts once for each)</source>
        <translation>%1 (eine an mehrere Personen zählt für jede)</translation>
    </message>
    <message>
        <source>Return to sender?</source>
        <translation>Zurück an Absender?</translation>
    </message>
</context>
<context>
    <name>roost::pages::RulesPanel</name>
    <message>
        <source>Destinations that are held</source>
        <translation>Zurückgehaltene Ziele</translation>
    </message>
    <message>
        <source>Another destination, such as example.org</source>
        <translation>Ein weiteres Ziel, etwa example.org</translation>
    </message>
    <message>
        <source>Destination to hold</source>
        <translation>Ziel, das zurückgehalten werden soll</translation>
    </message>
    <message>
        <source>No destination is held. Mail for one that is held waits, also what comes later, until you release it.</source>
        <translation>Kein Ziel wird zurückgehalten. Mail für ein zurückgehaltenes wartet, auch was noch kommt, bis Sie es freigeben.</translation>
    </message>
</context>
<context>
    <name>roost::pages::SettingRow</name>
    <message>
        <source>never shown; type a new one</source>
        <translation>wird nie gezeigt; neu eingeben</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Revert</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Back to the default</source>
        <translation>Zurück zum Standard</translation>
    </message>
    <message>
        <source>affects users</source>
        <translation>betrifft Benutzer</translation>
    </message>
    <message>
        <source>risky</source>
        <translation>riskant</translation>
    </message>
</context>
<context>
    <name>roost::pages::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>No setting has this in its name or help.</source>
        <translation>Keine Einstellung hat das im Namen oder in der Hilfe.</translation>
    </message>
    <message>
        <source>Find a setting</source>
        <translation>Einstellung suchen</translation>
    </message>
    <message>
        <source>Loading the settings …</source>
        <translation>Die Einstellungen werden geladen …</translation>
    </message>
    <message>
        <source>The relay has too many settings.</source>
        <translation>Das Relay hat zu viele Einstellungen.</translation>
    </message>
    <message>
        <source>The settings could not be loaded</source>
        <translation>Die Einstellungen konnten nicht geladen werden</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>You may look at the settings, not change them.</source>
        <translation>Sie dürfen die Einstellungen ansehen, nicht ändern.</translation>
    </message>
    <message>
        <source>A change is in force as soon as it is saved.</source>
        <translation>Eine Änderung gilt, sobald sie gespeichert ist.</translation>
    </message>
</context>
<context>
    <name>roost::pages::SetupPage</name>
    <message>
        <source>Welcome to Roost</source>
        <translation>Willkommen bei Roost</translation>
    </message>
    <message>
        <source>Give your relay a name, and it is ready for its first user.</source>
        <translation>Geben Sie Ihrem Relay einen Namen, und es ist bereit für seinen ersten Benutzer.</translation>
    </message>
    <message>
        <source>Set up the relay</source>
        <translation>Relay einrichten</translation>
    </message>
    <message>
        <source>Other people, from their phones</source>
        <translation>Andere Leute, von ihren Telefonen</translation>
    </message>
    <message>
        <source>Only this computer, to try it out</source>
        <translation>Nur dieser Computer, zum Ausprobieren</translation>
    </message>
    <message>
        <source>Who shall reach it?</source>
        <translation>Wer soll es erreichen?</translation>
    </message>
    <message>
        <source>chat.example.org or 203.0.113.5</source>
        <translation>chat.example.org oder 203.0.113.5</translation>
    </message>
    <message>
        <source>Where it is</source>
        <translation>Wo es ist</translation>
    </message>
    <message>
        <source>Domain or IP address</source>
        <translation>Domain oder IP-Adresse</translation>
    </message>
    <message>
        <source>Addresses of this computer that it answers on</source>
        <translation>Adressen dieses Computers, an denen es antwortet</translation>
    </message>
    <message>
        <source>Added to every port number</source>
        <translation>Zu jeder Portnummer addiert</translation>
    </message>
    <message>
        <source>0 for real use: apps expect the usual ports. With 12000 the relay also runs without special rights, beside another mail server.</source>
        <translation>0 für den echten Betrieb: Apps erwarten die üblichen Ports. Mit 12000 läuft das Relay auch ohne besondere Rechte und neben einem anderen Mailserver.</translation>
    </message>
    <message>
        <source>Its certificate</source>
        <translation>Sein Zertifikat</translation>
    </message>
    <message>
        <source>Connections are always encrypted. For that the relay makes its own certificate, called self-signed: nobody else has to be asked, and it encrypts as well as any other. What it lacks is somebody who vouches for the name; your invites take that part by telling the app to trust this relay. Only web browsers will warn on its web page.</source>
        <translation>Verbindungen sind immer verschlüsselt. Dafür macht sich das Relay selbst ein Zertifikat, man sagt „selbstsigniert“: Niemand muss gefragt werden, und es verschlüsselt so gut wie jedes andere. Was fehlt, ist jemand, der für den Namen bürgt; das übernehmen Ihre Einladungen, indem sie der App sagen, dass sie diesem Relay trauen darf. Nur Webbrowser warnen auf seiner Webseite.</translation>
    </message>
    <message>
        <source>Go to the overview</source>
        <translation>Zur Übersicht</translation>
    </message>
    <message>
        <source>A name that works on this computer only.</source>
        <translation>Ein Name, der nur auf diesem Computer gilt.</translation>
    </message>
    <message>
        <source>The part after the @ of every address. It cannot be changed later. Without a domain, write the public IPv4 address of this computer.</source>
        <translation>Der Teil jeder Adresse nach dem @. Er lässt sich später nicht ändern. Ohne Domain schreiben Sie die öffentliche IPv4-Adresse dieses Computers.</translation>
    </message>
    <message>
        <source>The loopback address: no other computer can reach it.</source>
        <translation>Die Loopback-Adresse: Kein anderer Computer kann sie erreichen.</translation>
    </message>
    <message>
        <source>0.0.0.0 means all of them; that is right for most.</source>
        <translation>0.0.0.0 bedeutet alle; das ist meistens richtig.</translation>
    </message>
    <message>
        <source>Setting up …</source>
        <translation>Wird eingerichtet …</translation>
    </message>
    <message>
        <source>Your relay is ready. Invite the first person: yourself, perhaps.</source>
        <translation>Ihr Relay ist bereit. Laden Sie die erste Person ein: vielleicht sich selbst.</translation>
    </message>
    <message>
        <source>This relay is new and has no name yet</source>
        <translation>Dieses Relay ist neu und hat noch keinen Namen</translation>
    </message>
    <message>
        <source>Somebody with the right to administer it has to set it up.</source>
        <translation>Einrichten muss es jemand, der es verwalten darf.</translation>
    </message>
</context>
<context>
    <name>roost::pages::UsersPage</name>
    <message>
        <source>Users</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Addresses of this relay</source>
        <translation>Adressen dieses Relays</translation>
    </message>
    <message>
        <source>Loading the users …</source>
        <translation>Die Benutzer werden geladen …</translation>
    </message>
    <message>
        <source>Part of an address</source>
        <translation>Teil einer Adresse</translation>
    </message>
    <message>
        <source>Show only addresses with this in them</source>
        <translation>Nur Adressen zeigen, in denen das vorkommt</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Nobody has joined yet</source>
        <translation>Noch ist niemand beigetreten</translation>
    </message>
    <message>
        <source>Accounts make themselves: whoever scans an invite and logs in is here.</source>
        <translation>Konten entstehen von selbst: Wer eine Einladung scannt und sich anmeldet, erscheint hier.</translation>
    </message>
    <message>
        <source>No address has “%1” in it.</source>
        <translation>In keiner Adresse kommt „%1“ vor.</translation>
    </message>
    <message>
        <source>The users could not be loaded</source>
        <translation>Die Benutzer konnten nicht geladen werden</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Delete for good?</source>
        <translation>Endgültig löschen?</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n addresses with all their messages?</source>
        <translation>
            <numerusform>%n Adresse mit allen Nachrichten löschen?</numerusform>
            <numerusform>%n Adressen mit allen Nachrichten löschen?</numerusform>
        </translation>
    </message>
    <message>
        <source>The time to undo a deletion is set to 0: this cannot be undone.</source>
        <translation>Die Zeit, ein Löschen rückgängig zu machen, steht auf 0: Das lässt sich nicht zurücknehmen.</translation>
    </message>
    <message>
        <source>Keep closed: for 90 days nobody can take the address</source>
        <translation>Geschlossen halten: 90 Tage lang kann niemand die Adresse nehmen</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>Endgültig löschen</translation>
    </message>
    <message>
        <source>%1 to %2 of %3</source>
        <translation>%1 bis %2 von %3</translation>
    </message>
</context>
<context>
    <name>roost::pages::WaitingPanel</name>
    <message>
        <source>Mail that waits, by destination and reason</source>
        <translation>Wartende Mail nach Ziel und Grund</translation>
    </message>
    <message>
        <source>Until I release it</source>
        <translation>Bis ich sie freigebe</translation>
    </message>
    <message>
        <source>For an hour</source>
        <translation>Eine Stunde lang</translation>
    </message>
    <message>
        <source>For a day</source>
        <translation>Einen Tag lang</translation>
    </message>
    <message>
        <source>For a week</source>
        <translation>Eine Woche lang</translation>
    </message>
    <message>
        <source>Show messages</source>
        <translation>Nachrichten zeigen</translation>
    </message>
</context>
<context>
    <name>roost::pages::WayBack</name>
    <message>
        <source>Command that starts the relay</source>
        <translation>Befehl, der das Relay startet</translation>
    </message>
    <message>
        <source>The console looked here:</source>
        <translation>Hier hat die Konsole gesucht:</translation>
    </message>
    <message>
        <source>Ask whoever runs this computer to put you into the group roost-admin, then log out and in again.</source>
        <translation>Bitten Sie, wer diesen Computer verwaltet, Sie in die Gruppe roost-admin aufzunehmen; melden Sie sich dann ab und wieder an.</translation>
    </message>
    <message>
        <source>Start it on this computer with this command, with the folder that holds its data. A relay that is new makes the folder itself.</source>
        <translation>Starten Sie es auf diesem Computer mit diesem Befehl und dem Ordner, der seine Daten enthält. Ein neues Relay legt den Ordner selbst an.</translation>
    </message>
</context>
<context>
    <name>roost::widgets::CopyField</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <translation>Kopieren: %1</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>roost::widgets::Notice</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>roost::widgets::Toggle</name>
    <message>
        <source>On</source>
        <translation>Ein</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
</context>
</TS>
