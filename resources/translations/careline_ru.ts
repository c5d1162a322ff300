<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name>Account</name>
    <message>
        <source>Lock now</source>
        <translation>Заблокировать сейчас</translation>
    </message>
    <message>
        <source>Keep these recovery codes; they are shown this once:</source>
        <translation>Сохраните эти резервные коды, они показываются один раз:</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>Безопасность</translation>
    </message>
    <message>
        <source>Lock the desk when nobody is at it, after</source>
        <translation>Блокировать, если за столом никого нет, через</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Пароль</translation>
    </message>
    <message>
        <source>Change the password</source>
        <translation>Изменить пароль</translation>
    </message>
    <message>
        <source>Second factor</source>
        <translation>Второй фактор</translation>
    </message>
    <message>
        <source>Set up an authenticator</source>
        <translation>Настроить аутентификатор</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>Убрать</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Подтвердить</translation>
    </message>
    <message>
        <source>Take a picture with the app, or type this key: {key}</source>
        <translation>Снимите приложением или введите этот ключ: {key}</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n минуту</numerusform>
            <numerusform>%n минуты</numerusform>
            <numerusform>%n минут</numerusform>
        </translation>
    </message>
    <message>
        <source>Present password</source>
        <translation>Текущий пароль</translation>
    </message>
    <message>
        <source>New password, at least ten characters</source>
        <translation>Новый пароль, не короче десяти символов</translation>
    </message>
    <message>
        <source>New password once more</source>
        <translation>Новый пароль ещё раз</translation>
    </message>
    <message>
        <source>Your password</source>
        <translation>Ваш пароль</translation>
    </message>
    <message>
        <source>Six digits of the app</source>
        <translation>Шесть цифр из приложения</translation>
    </message>
    <message>
        <source>None. An authenticator app on your telephone guards the account even if the password is known.</source>
        <translation>Не настроен. Приложение-аутентификатор на телефоне защитит учётную запись, даже если пароль узнают.</translation>
    </message>
    <message>
        <source>In force. Recovery codes left: {count}</source>
        <translation>Действует. Осталось резервных кодов: {count}</translation>
    </message>
</context>
<context>
    <name>Admin</name>
    <message>
        <source>Greeting</source>
        <translation>Приветствие</translation>
    </message>
    <message>
        <source>When closed</source>
        <translation>Вне часов работы</translation>
    </message>
    <message>
        <source>Announcements</source>
        <translation>Объявления</translation>
    </message>
    <message>
        <source>Recordings: WAV, 16 bit, one channel, 8 or 16 kHz, at most 90 s. Changes are in force at once.</source>
        <translation>Записи: WAV, 16 бит, один канал, 8 или 16 кГц, не длиннее 90 с. Изменения действуют сразу.</translation>
    </message>
    <message>
        <source>Speak</source>
        <translation>Озвучить</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Не надо</translation>
    </message>
    <message>
        <source>standard</source>
        <translation>стандартное</translation>
    </message>
    <message>
        <source>Choose a recording</source>
        <translation>Выберите запись</translation>
    </message>
    <message>
        <source>Save a copy</source>
        <translation>Сохранить копию</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Изменить…</translation>
    </message>
    <message>
        <source>own recording, {length}</source>
        <translation>своя запись, {length}</translation>
    </message>
    <message>
        <source>Recording…</source>
        <translation>Запись…</translation>
    </message>
    <message>
        <source>Text to be spoken…</source>
        <translation>Текст для озвучивания…</translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation>Сохранить копию…</translation>
    </message>
    <message>
        <source>Back to the standard</source>
        <translation>Вернуть стандартное</translation>
    </message>
    <message>
        <source>Text to be spoken: {where}</source>
        <translation>Текст для озвучивания: {where}</translation>
    </message>
    <message>
        <source>spoken, {length}: {text}</source>
        <translation>озвучено, {length}: {text}</translation>
    </message>
    <message>
        <source>No, leave it</source>
        <translation>Нет, оставить</translation>
    </message>
    <message>
        <source>Shown only now. Hand it over, and let them choose their own after signing in.</source>
        <translation>Показывается только сейчас. Передайте его, а после входа пусть выберут свой.</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Пароль</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копировать</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Готово</translation>
    </message>
    <message>
        <source>Password for {name}</source>
        <translation>Пароль для: {name}</translation>
    </message>
    <message>
        <source>You typed</source>
        <translation>Вы ввели</translation>
    </message>
    <message>
        <source>Now stored</source>
        <translation>Сейчас сохранено</translation>
    </message>
    <message>
        <source>Somebody else has deleted this meanwhile.</source>
        <translation>Тем временем кто-то это удалил.</translation>
    </message>
    <message>
        <source>What you typed is still here.</source>
        <translation>Введённое вами осталось здесь.</translation>
    </message>
    <message>
        <source>Somebody else has changed the same fields meanwhile.</source>
        <translation>Тем временем кто-то изменил те же поля.</translation>
    </message>
    <message>
        <source>Nothing was overwritten. Choose which of the two is to be stored.</source>
        <translation>Ничего не перезаписано. Выберите, что сохранить.</translation>
    </message>
    <message>
        <source>Somebody else has changed other fields meanwhile.</source>
        <translation>Тем временем кто-то изменил другие поля.</translation>
    </message>
    <message>
        <source>Their changes are shown below. Yours are kept: save them again.</source>
        <translation>Их изменения показаны ниже. Ваши сохранены здесь: запишите их ещё раз.</translation>
    </message>
    <message>
        <source>Make it anew</source>
        <translation>Создать заново</translation>
    </message>
    <message>
        <source>Let it go</source>
        <translation>Отказаться</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>Взять чужое</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Оставить моё</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>Понятно</translation>
    </message>
    <message>
        <source>A name is missing: each desk shows it in its own language.</source>
        <translation>Не хватает названия: каждое рабочее место показывает его на своём языке.</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>да</translation>
    </message>
    <message>
        <source>no</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>s</source>
        <translation>с</translation>
    </message>
    <message>
        <source>standard ({seconds} s)</source>
        <translation>стандартно ({seconds} с)</translation>
    </message>
    <message>
        <source>Write the hours like 8-12, 14:30-18. Leave a day empty where it is closed.</source>
        <translation>Пишите часы так: 8-12, 14:30-18. Если закрыто, оставьте день пустым.</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>закрыто</translation>
    </message>
    <message>
        <source>Always open</source>
        <translation>Всегда открыто</translation>
    </message>
    <message>
        <source>Like 8-12, 14:30-18. A time after midnight (22-6) belongs to the day on which it begins.</source>
        <translation>Например: 8-12, 14:30-18. Время после полуночи (22-6) относится к дню, в который оно начинается.</translation>
    </message>
    <message>
        <source>↓ to all below</source>
        <translation>↓ на все ниже</translation>
    </message>
    <message>
        <source>Take these hours for the following days up to Sunday</source>
        <translation>Взять эти часы для следующих дней до воскресенья</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Добавить…</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Раньше</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Позже</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Убрать</translation>
    </message>
    <message>
        <source>Turn 1 rings first; a later turn rings only while nobody of an earlier one is free.</source>
        <translation>Сначала звонит очередь 1; следующая — только пока никто из предыдущей не свободен.</translation>
    </message>
    <message>
        <source>Ring in an earlier turn</source>
        <translation>Звонить в более ранней очереди</translation>
    </message>
    <message>
        <source>Ring only after those of an earlier turn</source>
        <translation>Звонить только после более ранних</translation>
    </message>
    <message>
        <source>Take out of the list</source>
        <translation>Убрать из списка</translation>
    </message>
    <message>
        <source>Turn {turn}   {name}</source>
        <translation>Очередь {turn}   {name}</translation>
    </message>
    <message>
        <source>Sections of the administration</source>
        <translation>Разделы управления</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Something typed here is not saved yet (marked ●). Close the window again to throw it away.</source>
        <translation>Здесь есть несохранённое (отмечено ●). Закройте окно ещё раз, чтобы отказаться от него.</translation>
    </message>
    <message>
        <source>Reading the configuration…</source>
        <translation>Чтение настроек…</translation>
    </message>
    <message>
        <source>Saved. The telephone system is being told.</source>
        <translation>Сохранено. Телефонная система оповещается.</translation>
    </message>
    <message>
        <source>Saved, but the telephone system has not taken it. It is tried again by itself.</source>
        <translation>Сохранено, но телефонная система ещё не приняла изменения. Попытки повторяются сами.</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Поиск</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Revert</source>
        <translation>Вернуть</translation>
    </message>
    <message>
        <source>New password…</source>
        <translation>Новый пароль…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Удалить…</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>Ничего не найдено.</translation>
    </message>
    <message>
        <source>None yet.</source>
        <translation>Пока ничего.</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Выше</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Ниже</translation>
    </message>
    <message>
        <source>Saved, and in force.</source>
        <translation>Сохранено и действует.</translation>
    </message>
    <message>
        <source>Move them and delete</source>
        <translation>Перевести и удалить</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>Новый пароль</translation>
    </message>
    <message>
        <source>not saved yet</source>
        <translation>ещё не сохранено</translation>
    </message>
    <message>
        <source>Delete {name} for good?</source>
        <translation>Удалить «{name}» навсегда?</translation>
    </message>
    <message>
        <source>deleted meanwhile</source>
        <translation>тем временем удалено</translation>
    </message>
    <message>
        <source>Callers wait in {name}. To which queue do they go?</source>
        <translation>В очереди «{name}» ждут звонящие. В какую очередь их перевести?</translation>
    </message>
    <message>
        <source>Give {name} a new password? If they are signed in, they are signed out.</source>
        <translation>Дать новый пароль для «{name}»? Если человек в системе, он будет отключён.</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>отключён</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n человек</numerusform>
            <numerusform>%n человека</numerusform>
            <numerusform>%n человек</numerusform>
        </translation>
    </message>
    <message>
        <source>in use</source>
        <translation>используется</translation>
    </message>
    <message>
        <source>not in use</source>
        <translation>не используется</translation>
    </message>
    <message>
        <source>retired</source>
        <translation>снято</translation>
    </message>
    <message>
        <source>All queues</source>
        <translation>Все очереди</translation>
    </message>
    <message>
        <source>No team</source>
        <translation>Без команды</translation>
    </message>
    <message>
        <source>As the computer</source>
        <translation>Как на компьютере</translation>
    </message>
    <message>
        <source>open now</source>
        <translation>сейчас открыто</translation>
    </message>
    <message>
        <source>closed now</source>
        <translation>сейчас закрыто</translation>
    </message>
    <message numerus="yes">
        <source>%n caller(s) waiting</source>
        <translation>
            <numerusform>%n звонящий ждёт</numerusform>
            <numerusform>%n звонящих ждут</numerusform>
            <numerusform>%n звонящих ждут</numerusform>
        </translation>
    </message>
    <message>
        <source>Users</source>
        <translation>Пользователи</translation>
    </message>
    <message>
        <source>Teams</source>
        <translation>Команды</translation>
    </message>
    <message>
        <source>Queues</source>
        <translation>Очереди</translation>
    </message>
    <message>
        <source>Holidays</source>
        <translation>Праздники</translation>
    </message>
    <message>
        <source>Outcomes of calls</source>
        <translation>Итоги звонков</translation>
    </message>
    <message>
        <source>Reasons for a pause</source>
        <translation>Причины паузы</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Номера</translation>
    </message>
    <message>
        <source>Trunks</source>
        <translation>Транки</translation>
    </message>
    <message>
        <source>The centre</source>
        <translation>Центр</translation>
    </message>
    <message>
        <source>New user</source>
        <translation>Новый сотрудник</translation>
    </message>
    <message>
        <source>New team</source>
        <translation>Новая команда</translation>
    </message>
    <message>
        <source>New queue</source>
        <translation>Новая очередь</translation>
    </message>
    <message>
        <source>New holiday</source>
        <translation>Новый праздник</translation>
    </message>
    <message>
        <source>New outcome</source>
        <translation>Новый итог</translation>
    </message>
    <message>
        <source>New reason</source>
        <translation>Новая причина</translation>
    </message>
    <message>
        <source>New number</source>
        <translation>Новый номер</translation>
    </message>
    <message>
        <source>New trunk</source>
        <translation>Новый транк</translation>
    </message>
    <message>
        <source>User name for signing in</source>
        <translation>Имя для входа</translation>
    </message>
    <message>
        <source>Name as others see it</source>
        <translation>Имя, которое видят другие</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Роль</translation>
    </message>
    <message>
        <source>Extension</source>
        <translation>Внутренний номер</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Команда</translation>
    </message>
    <message>
        <source>Language of the desk</source>
        <translation>Язык рабочего места</translation>
    </message>
    <message>
        <source>Language of the centre</source>
        <translation>Язык центра</translation>
    </message>
    <message>
        <source>Switched off: cannot sign in</source>
        <translation>Отключён: войти нельзя</translation>
    </message>
    <message>
        <source>Queues that ring this person</source>
        <translation>Очереди, которые звонят этому человеку</translation>
    </message>
    <message>
        <source>Name of the centre</source>
        <translation>Название центра</translation>
    </message>
    <message>
        <source>Name of the team</source>
        <translation>Название команды</translation>
    </message>
    <message>
        <source>Code of the queue (small letters, fixed for good)</source>
        <translation>Код очереди (строчные буквы, навсегда)</translation>
    </message>
    <message>
        <source>Code of the trunk (small letters, fixed for good)</source>
        <translation>Код транка (строчные буквы, навсегда)</translation>
    </message>
    <message>
        <source>Code (small letters, fixed for good)</source>
        <translation>Код (строчные буквы, навсегда)</translation>
    </message>
    <message>
        <source>Name in each language</source>
        <translation>Название на каждом языке</translation>
    </message>
    <message>
        <source>Who answers</source>
        <translation>Кто отвечает</translation>
    </message>
    <message>
        <source>Opening hours</source>
        <translation>Часы работы</translation>
    </message>
    <message>
        <source>Open on this day</source>
        <translation>Открыто в этот день</translation>
    </message>
    <message>
        <source>Priority (higher is served first)</source>
        <translation>Приоритет (больший обслуживается раньше)</translation>
    </message>
    <message>
        <source>Ring one person for</source>
        <translation>Звонить одному человеку</translation>
    </message>
    <message>
        <source>Time for the wrap-up</source>
        <translation>Время на итог звонка</translation>
    </message>
    <message>
        <source>A wrap-up must have</source>
        <translation>В итоге звонка обязательны</translation>
    </message>
    <message>
        <source>Offer voicemail when closed or nobody answers</source>
        <translation>Предлагать голосовую почту, когда закрыто или никто не отвечает</translation>
    </message>
    <message>
        <source>Number, as the network sends it</source>
        <translation>Номер, как его передаёт сеть</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Очередь</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Заметка</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Дата</translation>
    </message>
    <message>
        <source>Provider&apos;s address</source>
        <translation>Адрес оператора</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Порт</translation>
    </message>
    <message>
        <source>Transport</source>
        <translation>Транспорт</translation>
    </message>
    <message>
        <source>Calls may come from (addresses or networks, separated by commas)</source>
        <translation>Звонки разрешены с адресов или сетей (через запятую)</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>Используется</translation>
    </message>
    <message>
        <source>Retired: no longer offered, old records keep it</source>
        <translation>Снято: больше не предлагается, в старых записях остаётся</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Часовой пояс</translation>
    </message>
    <message>
        <source>Country code of telephone numbers</source>
        <translation>Код страны телефонных номеров</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Оператор</translation>
    </message>
    <message>
        <source>Team leader</source>
        <translation>Старший смены</translation>
    </message>
    <message>
        <source>Expert</source>
        <translation>Эксперт</translation>
    </message>
    <message>
        <source>Records clerk</source>
        <translation>Регистратор</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>Администратор</translation>
    </message>
    <message>
        <source>What it was about</source>
        <translation>Тема обращения</translation>
    </message>
    <message>
        <source>Resolved or not</source>
        <translation>Решено или нет</translation>
    </message>
    <message>
        <source>Booking</source>
        <translation>Запись на приём</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>Повторный контакт</translation>
    </message>
    <message>
        <source>What sent the patient</source>
        <translation>Источник обращения</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Заметки</translation>
    </message>
    <message>
        <source>always open</source>
        <translation>всегда открыто</translation>
    </message>
    <message>
        <source>Add the first agents: each needs an extension, and gets a password to be handed over.</source>
        <translation>Добавьте первых операторов: каждому нужен внутренний номер, и каждый получит пароль, который надо передать.</translation>
    </message>
    <message>
        <source>Say who answers: put people into a queue.</source>
        <translation>Укажите, кто отвечает: добавьте людей в очередь.</translation>
    </message>
    <message>
        <source>Lead a telephone number to a queue.</source>
        <translation>Направьте телефонный номер в очередь.</translation>
    </message>
    <message>
        <source>The centre is ready. Agents sign in with their passwords and say ready ({key}); phone {number} and try it.</source>
        <translation>Центр готов. Операторы входят со своими паролями и нажимают «Готов» ({key}); позвоните на {number} и проверьте.</translation>
    </message>
    <message>
        <source>What this centre still needs</source>
        <translation>Чего центру ещё не хватает</translation>
    </message>
</context>
<context>
    <name>CallDetail</name>
    <message>
        <source>Add a note to this call</source>
        <translation>Добавить заметку к звонку</translation>
    </message>
    <message>
        <source>Keep the note</source>
        <translation>Сохранить заметку</translation>
    </message>
    <message>
        <source>Message…</source>
        <translation>Сообщение…</translation>
    </message>
    <message>
        <source>Details of the call</source>
        <translation>Подробности звонка</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Заметка</translation>
    </message>
    <message>
        <source>Message to the patient</source>
        <translation>Сообщение пациенту</translation>
    </message>
    <message>
        <source>Write a message to the patient</source>
        <translation>Написать пациенту</translation>
    </message>
    <message>
        <source>No call selected</source>
        <translation>Звонок не выбран</translation>
    </message>
    <message>
        <source>Waited</source>
        <translation>Ожидание</translation>
    </message>
    <message>
        <source>Talked</source>
        <translation>Разговор</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>Удержание</translation>
    </message>
    <message>
        <source>Wrap-up</source>
        <translation>Запись об итоге</translation>
    </message>
    <message>
        <source>Rung</source>
        <translation>Кому звонило</translation>
    </message>
    <message>
        <source>Earlier version of the wrap-up</source>
        <translation>Прежняя версия записи</translation>
    </message>
    <message>
        <source>Take the message back</source>
        <translation>Отозвать сообщение</translation>
    </message>
    <message>
        <source>caller gave up</source>
        <translation>абонент не дождался</translation>
    </message>
    <message>
        <source>did not answer</source>
        <translation>без ответа</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>отклонён</translation>
    </message>
    <message>
        <source>desk lost</source>
        <translation>связь с местом потеряна</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>принят</translation>
    </message>
</context>
<context>
    <name>CallFilters</name>
    <message>
        <source>Any time</source>
        <translation>За всё время</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Сегодня</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Вчера</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Последние 7 дней</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Последние 30 дней</translation>
    </message>
    <message>
        <source>In and out</source>
        <translation>Входящие и исходящие</translation>
    </message>
    <message>
        <source>Incoming</source>
        <translation>Входящие</translation>
    </message>
    <message>
        <source>Outgoing</source>
        <translation>Исходящие</translation>
    </message>
    <message>
        <source>Patient, patient id or last digits of the number</source>
        <translation>Пациент, его номер или последние цифры телефона</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Период</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Направление</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Очередь</translation>
    </message>
    <message>
        <source>How the call ended</source>
        <translation>Чем закончился звонок</translation>
    </message>
    <message>
        <source>Outcome written in the wrap-up</source>
        <translation>Итог из записи о звонке</translation>
    </message>
    <message>
        <source>Whose calls</source>
        <translation>Чьи звонки</translation>
    </message>
    <message>
        <source>Patient or last digits</source>
        <translation>Пациент или последние цифры</translation>
    </message>
    <message>
        <source>With recording</source>
        <translation>С записью</translation>
    </message>
    <message>
        <source>Wrap-up missing</source>
        <translation>Без записи об итоге</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Сбросить фильтры</translation>
    </message>
    <message>
        <source>Any end</source>
        <translation>Любое завершение</translation>
    </message>
    <message>
        <source>Any outcome</source>
        <translation>Любой итог</translation>
    </message>
    <message>
        <source>Every queue</source>
        <translation>Все очереди</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Все</translation>
    </message>
    <message>
        <source>My team</source>
        <translation>Моя команда</translation>
    </message>
    <message>
        <source>My own</source>
        <translation>Мои</translation>
    </message>
</context>
<context>
    <name>CallTile</name>
    <message>
        <source>Answer</source>
        <translation>Ответить</translation>
    </message>
    <message>
        <source>Keypad</source>
        <translation>Клавиши</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Вернуть</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Удержать</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>Вкл. звук</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Без звука</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Отклонить</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>Завершить</translation>
    </message>
</context>
<context>
    <name>CallerCard</name>
    <message>
        <source>Unknown caller</source>
        <translation>Неизвестный абонент</translation>
    </message>
    <message>
        <source>Nobody on record has exactly this number.</source>
        <translation>Пациента с таким номером в базе нет.</translation>
    </message>
    <message>
        <source>Shared number</source>
        <translation>Общий номер</translation>
    </message>
    <message>
        <source>Ask who is speaking, then choose the person.</source>
        <translation>Спросите, кто говорит, и выберите человека.</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>Номер скрыт</translation>
    </message>
    <message>
        <source>The caller&apos;s number was not sent. Ask for the name.</source>
        <translation>Номер не передан. Спросите имя.</translation>
    </message>
    <message>
        <source>Outgoing call</source>
        <translation>Исходящий звонок</translation>
    </message>
</context>
<context>
    <name>Calls</name>
    <message>
        <source>Number withheld</source>
        <translation>Номер скрыт</translation>
    </message>
    <message>
        <source>Keep the recording</source>
        <translation>Сохранить запись</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Звонки</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>Обновить</translation>
    </message>
    <message>
        <source>Recording…</source>
        <translation>Запись…</translation>
    </message>
    <message>
        <source>Call back</source>
        <translation>Перезвонить</translation>
    </message>
    <message>
        <source>Calls, newest first</source>
        <translation>Звонки, сначала новые</translation>
    </message>
    <message>
        <source>Recording kept as {file}</source>
        <translation>Запись сохранена: {file}</translation>
    </message>
    <message>
        <source>No calls of this kind.</source>
        <translation>Таких звонков нет.</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>Прослушать</translation>
    </message>
</context>
<context>
    <name>Candidates</name>
    <message>
        <source>Who is speaking?</source>
        <translation>Кто говорит?</translation>
    </message>
    <message>
        <source>Arrow keys or 1 to 9 choose, Enter takes.</source>
        <translation>Стрелки или 1–9 — выбор, Enter — подтвердить.</translation>
    </message>
    <message>
        <source>Persons with this number</source>
        <translation>Люди с этим номером</translation>
    </message>
</context>
<context>
    <name>ConsentCard</name>
    <message>
        <source>Recording</source>
        <translation>Запись разговора</translation>
    </message>
    <message>
        <source>Patient refuses</source>
        <translation>Пациент против</translation>
    </message>
    <message>
        <source>This call is recorded</source>
        <translation>Звонок записывается</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Продолжить</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Paused for {time}</source>
        <translation>На паузе {time}</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>На паузе</translation>
    </message>
    <message>
        <source>Not recorded: the patient refused</source>
        <translation>Не записывается: пациент отказался</translation>
    </message>
</context>
<context>
    <name>DialField</name>
    <message>
        <source>Dial: name, number or patient id</source>
        <translation>Набор: имя, номер или ID пациента</translation>
    </message>
    <message>
        <source>Patients found</source>
        <translation>Найденные пациенты</translation>
    </message>
    <message>
        <source>Name, number or id   {key}</source>
        <translation>Имя, номер или ID   {key}</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>Convention: short abandons are left out, other abandons count as not answered in time.</source>
        <translation>Правило: короткие отказы не учитываются, остальные потери считаются не принятыми вовремя.</translation>
    </message>
    <message>
        <source>Convention: abandons are ignored.</source>
        <translation>Правило: потери не учитываются.</translation>
    </message>
    <message>
        <source>Convention: who gave up within the time counts as answered in time.</source>
        <translation>Правило: кто отказался в пределах срока, считается принятым вовремя.</translation>
    </message>
    <message>
        <source>Convention: every abandon counts as not answered in time.</source>
        <translation>Правило: любая потеря считается не принятой вовремя.</translation>
    </message>
    <message>
        <source>Offered</source>
        <translation>Поступило</translation>
    </message>
    <message>
        <source>Calls that entered a queue today.</source>
        <translation>Звонки, попавшие сегодня в очередь.</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Принято</translation>
    </message>
    <message>
        <source>Offered calls that an agent answered.</source>
        <translation>Поступившие звонки, принятые оператором.</translation>
    </message>
    <message>
        <source>Abandoned</source>
        <translation>Потеряно</translation>
    </message>
    <message>
        <source>The caller hung up after {short} s or more in the queue, before an agent answered. In brackets: who hung up sooner; these count as offered, not as abandoned. Messages and call-backs asked for are no abandons.</source>
        <translation>Абонент положил трубку, прождав в очереди {short} с или дольше, до ответа оператора. В скобках — кто положил раньше: они поступили, но не потеряны. Сообщения и заказанные перезвоны потерями не считаются.</translation>
    </message>
    <message>
        <source>Abandon rate</source>
        <translation>Доля потерь</translation>
    </message>
    <message>
        <source>Abandoned / offered.</source>
        <translation>Потеряно / поступило.</translation>
    </message>
    <message>
        <source>Service level {target} s</source>
        <translation>Уровень сервиса {target} с</translation>
    </message>
    <message>
        <source>Calls answered within {target} s / calls decided. {convention}</source>
        <translation>Принято за {target} с / звонки с известным исходом. {convention}</translation>
    </message>
    <message>
        <source>Speed of answer</source>
        <translation>Скорость ответа</translation>
    </message>
    <message>
        <source>Mean wait of answered calls, from entering the queue to the agent&apos;s answer.</source>
        <translation>Среднее ожидание принятых звонков: от входа в очередь до ответа оператора.</translation>
    </message>
    <message>
        <source>Handling time</source>
        <translation>Время обработки</translation>
    </message>
    <message>
        <source>(Talk + hold + wrap-up) / answered calls that are over.</source>
        <translation>(Разговор + удержание + запись об итоге) / завершённые принятые звонки.</translation>
    </message>
</context>
<context>
    <name>Floor</name>
    <message numerus="yes">
        <source>%n caller(s) waiting</source>
        <translation>
            <numerusform>%n абонент ждёт</numerusform>
            <numerusform>%n абонента ждут</numerusform>
            <numerusform>%n абонентов ждут</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n agent(s) signed in</source>
        <translation>
            <numerusform>%n оператор на месте</numerusform>
            <numerusform>%n оператора на месте</numerusform>
            <numerusform>%n операторов на месте</numerusform>
        </translation>
    </message>
    <message>
        <source>Floor</source>
        <translation>Зал</translation>
    </message>
    <message>
        <source>Queues</source>
        <translation>Очереди</translation>
    </message>
    <message>
        <source>Callers waiting, longest first</source>
        <translation>Ожидающие, самые давние сверху</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>Операторы</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>Номер скрыт</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Очередь</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Ждут</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>Макс.</translation>
    </message>
    <message>
        <source>Offered</source>
        <translation>Поступило</translation>
    </message>
    <message>
        <source>Today by half hour</source>
        <translation>Сегодня по получасам</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Принято</translation>
    </message>
    <message>
        <source>Gave up</source>
        <translation>Не дождались</translation>
    </message>
    <message>
        <source>Abandoned</source>
        <translation>Потеряно</translation>
    </message>
    <message>
        <source>In time</source>
        <translation>Вовремя</translation>
    </message>
    <message>
        <source>Caller</source>
        <translation>Абонент</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>Ждёт</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Оператор</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Статус</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Длится</translation>
    </message>
    <message>
        <source>The telephone exchange has not reported since {time}: who waits and who talks is shown as it was then.</source>
        <translation>АТС не сообщает о себе с {time}: кто ждёт и кто говорит, показано на тот момент.</translation>
    </message>
    <message>
        <source>Shown as of {time}.</source>
        <translation>Показано состояние на {time}.</translation>
    </message>
</context>
<context>
    <name>FloorPlot</name>
    <message>
        <source>{time}: {offered} offered, {answered} answered, {abandoned} gave up</source>
        <translation>{time}: поступило {offered}, принято {answered}, не дождались {abandoned}</translation>
    </message>
</context>
<context>
    <name>Health</name>
    <message>
        <source>Server: away. Calls go on, notes are kept here and sent later.</source>
        <translation>Сервер: недоступен. Звонки идут, записи хранятся здесь и будут отправлены позже.</translation>
    </message>
    <message>
        <source>Server: connected</source>
        <translation>Сервер: связь есть</translation>
    </message>
    <message>
        <source>Telephone: the telephone system&apos;s certificate is not trusted. No calls until the administrator has mended it.</source>
        <translation>Телефон: сертификат АТС не является доверенным. Звонков не будет, пока администратор это не исправит.</translation>
    </message>
    <message>
        <source>Telephone: calls work, but the server does not see the telephone system.</source>
        <translation>Телефон: звонки работают, но сервер не видит АТС.</translation>
    </message>
    <message>
        <source>Server: connecting…</source>
        <translation>Сервер: подключение…</translation>
    </message>
    <message numerus="yes">
        <source>Server: connected, sending %n record(s).</source>
        <translation>
            <numerusform>Сервер: связь есть, отправляется %n запись.</numerusform>
            <numerusform>Сервер: связь есть, отправляются %n записи.</numerusform>
            <numerusform>Сервер: связь есть, отправляются %n записей.</numerusform>
        </translation>
    </message>
    <message>
        <source>Headset: no sound device in use yet</source>
        <translation>Гарнитура: звуковые устройства пока не используются</translation>
    </message>
    <message>
        <source>Telephone: connected</source>
        <translation>Телефон: связь есть</translation>
    </message>
    <message>
        <source>Telephone: connecting…</source>
        <translation>Телефон: подключение…</translation>
    </message>
    <message>
        <source>Telephone: the telephone system does not answer. The desk keeps trying by itself.</source>
        <translation>Телефон: АТС не отвечает. Рабочее место само повторяет попытки.</translation>
    </message>
    <message>
        <source>Telephone: the account was refused. Sign out and in again, else ask the administrator.</source>
        <translation>Телефон: учётная запись отклонена. Выйдите и войдите снова, иначе обратитесь к администратору.</translation>
    </message>
    <message>
        <source>Telephone: not signed in</source>
        <translation>Телефон: вход не выполнен</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) waiting.</source>
        <translation>
            <numerusform>%n запись ждёт отправки.</numerusform>
            <numerusform>%n записи ждут отправки.</numerusform>
            <numerusform>%n записей ждут отправки.</numerusform>
        </translation>
    </message>
    <message>
        <source>Headset: microphone {capture}, speaker {playback}</source>
        <translation>Гарнитура: микрофон {capture}, динамик {playback}</translation>
    </message>
    <message>
        <source>Headset: {devices} is not plugged in.</source>
        <translation>Гарнитура: {devices} не подключена.</translation>
    </message>
</context>
<context>
    <name>IdentityCard</name>
    <message>
        <source>Date of birth</source>
        <translation>Дата рождения</translation>
    </message>
    <message>
        <source>Phone, last 4</source>
        <translation>Телефон, 4 цифры</translation>
    </message>
    <message>
        <source>Last visit</source>
        <translation>Последний приём</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Сверить</translation>
    </message>
    <message>
        <source>matches</source>
        <translation>совпадает</translation>
    </message>
    <message>
        <source>does not match</source>
        <translation>не совпадает</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>не назвал</translation>
    </message>
    <message>
        <source>Identity checked</source>
        <translation>Личность подтверждена</translation>
    </message>
    <message>
        <source>Who is speaking?  {key}</source>
        <translation>Кто говорит?  {key}</translation>
    </message>
    <message>
        <source>Nothing is recorded that could be asked.</source>
        <translation>Спросить не о чем: ничего не записано.</translation>
    </message>
    <message>
        <source>{needed} of {offered} must match.</source>
        <translation>Нужно {needed} совпадения из {offered}.</translation>
    </message>
    <message>
        <source>Not enough matched. Ask once more, or go on without.</source>
        <translation>Совпало недостаточно. Спросите ещё раз или продолжайте без проверки.</translation>
    </message>
</context>
<context>
    <name>IdleView</name>
    <message>
        <source>The next call opens here by itself.</source>
        <translation>Следующий звонок откроется здесь сам.</translation>
    </message>
    <message>
        <source>Your calls today</source>
        <translation>Ваши звонки за сегодня</translation>
    </message>
    <message>
        <source>None yet.</source>
        <translation>Пока нет.</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) talked</source>
        <translation>
            <numerusform>%n минута разговора</numerusform>
            <numerusform>%n минуты разговора</numerusform>
            <numerusform>%n минут разговора</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n call(s) answered</source>
        <translation>
            <numerusform>принят %n звонок</numerusform>
            <numerusform>принято %n звонка</numerusform>
            <numerusform>принято %n звонков</numerusform>
        </translation>
    </message>
    <message>
        <source>Hello, {name}</source>
        <translation>Здравствуйте, {name}</translation>
    </message>
</context>
<context>
    <name>Keypad</name>
    <message>
        <source>Type digits · Esc closes</source>
        <translation>Набирайте цифры · Esc — закрыть</translation>
    </message>
    <message>
        <source>Keypad</source>
        <translation>Клавиши</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>Answer the ringing call</source>
        <translation>Ответить на входящий звонок</translation>
    </message>
    <message>
        <source>Hang up, or reject the ringing call</source>
        <translation>Завершить звонок или отклонить входящий</translation>
    </message>
    <message>
        <source>Hold the call, or take it back</source>
        <translation>Поставить на удержание или вернуть</translation>
    </message>
    <message>
        <source>Mute the microphone, or unmute it</source>
        <translation>Выключить микрофон или включить снова</translation>
    </message>
    <message>
        <source>Keypad: typed digits are sent as tones, Esc closes it</source>
        <translation>Клавиши: цифры передаются тоном, Esc закрывает</translation>
    </message>
    <message>
        <source>Go to the dial field; Enter dials</source>
        <translation>Перейти в поле набора; Enter — набрать</translation>
    </message>
    <message>
        <source>Say ready</source>
        <translation>Стать готовым</translation>
    </message>
    <message>
        <source>Say not ready: menu of reasons, 1 to 9 picks one</source>
        <translation>Не готов: меню причин, 1–9 — выбор</translation>
    </message>
    <message>
        <source>Go to the notes of the call</source>
        <translation>Перейти к заметкам по звонку</translation>
    </message>
    <message>
        <source>Choose the outcome with this number</source>
        <translation>Выбрать итог с этим номером</translation>
    </message>
    <message>
        <source>Fold or unfold the wrap-up panel</source>
        <translation>Свернуть или развернуть панель обработки</translation>
    </message>
    <message>
        <source>Write a message to the patient of the call</source>
        <translation>Написать пациенту этого звонка</translation>
    </message>
    <message>
        <source>Call back the selected patient of the list</source>
        <translation>Перезвонить выбранному в списке пациенту</translation>
    </message>
    <message>
        <source>Open the page with this number in the rail</source>
        <translation>Открыть страницу с этим номером</translation>
    </message>
    <message>
        <source>Choose the language</source>
        <translation>Выбрать язык</translation>
    </message>
    <message>
        <source>Show this list of keys</source>
        <translation>Показать этот список клавиш</translation>
    </message>
    <message>
        <source>Go to the matter of the call; a part of its name finds it</source>
        <translation>К теме звонка; находится по части названия</translation>
    </message>
    <message>
        <source>Pause the recording while secrets are said, or resume it</source>
        <translation>Приостановить запись, пока называют секретные данные, или продолжить её</translation>
    </message>
    <message>
        <source>The patient does not want to be recorded: stop for good</source>
        <translation>Пациент против записи: остановить окончательно</translation>
    </message>
    <message>
        <source>Save the wrap-up, or the form of the page</source>
        <translation>Сохранить итог звонка или форму страницы</translation>
    </message>
    <message>
        <source>Administration: a new entry in the list</source>
        <translation>Управление: новая запись в списке</translation>
    </message>
    <message>
        <source>Administration: search in the list</source>
        <translation>Управление: поиск в списке</translation>
    </message>
    <message>
        <source>Administration: take back what is not saved</source>
        <translation>Управление: отменить несохранённое</translation>
    </message>
    <message>
        <source>Administration: move the entry up</source>
        <translation>Управление: переместить запись выше</translation>
    </message>
    <message>
        <source>Administration: move the entry down</source>
        <translation>Управление: переместить запись ниже</translation>
    </message>
    <message>
        <source>Lock the desk; the password opens it</source>
        <translation>Заблокировать рабочее место; открывает пароль</translation>
    </message>
    <message>
        <source>Listen to the selected call, or pause</source>
        <translation>Прослушать выбранный звонок или поставить на паузу</translation>
    </message>
    <message>
        <source>Take the next call-back of the list</source>
        <translation>Взять следующий обратный звонок из списка</translation>
    </message>
    <message>
        <source>Postpone the selected call-back: 1 to 4 picks a time</source>
        <translation>Отложить выбранный обратный звонок: 1–4 выбирает время</translation>
    </message>
    <message>
        <source>Close the selected call-back: 1 to 4 picks the reason</source>
        <translation>Закрыть выбранный обратный звонок: 1–4 выбирает причину</translation>
    </message>
    <message>
        <source>Identity check: go to its first question, or check what was typed</source>
        <translation>Проверка личности: к первому вопросу или сверить введённое</translation>
    </message>
</context>
<context>
    <name>KeysCard</name>
    <message>
        <source>Keys</source>
        <translation>Клавиши</translation>
    </message>
</context>
<context>
    <name>LockPage</name>
    <message>
        <source>Locked</source>
        <translation>Заблокировано</translation>
    </message>
    <message>
        <source>Calls go on and what you typed is kept. Your password opens the desk.</source>
        <translation>Разговоры продолжаются, введённое сохранено. Рабочее место открывает ваш пароль.</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Пароль</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Разблокировать</translation>
    </message>
    <message>
        <source>Sign out instead</source>
        <translation>Выйти из системы</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>User name or password is wrong.</source>
        <translation>Неверное имя пользователя или пароль.</translation>
    </message>
    <message>
        <source>Check both and try again.</source>
        <translation>Проверьте и попробуйте снова.</translation>
    </message>
    <message>
        <source>This account is switched off.</source>
        <translation>Эта учётная запись отключена.</translation>
    </message>
    <message>
        <source>Ask your administrator.</source>
        <translation>Обратитесь к администратору.</translation>
    </message>
    <message>
        <source>Your sign-in has run out.</source>
        <translation>Срок входа истёк.</translation>
    </message>
    <message>
        <source>What you typed is kept on this computer.</source>
        <translation>Введённое сохранено на этом компьютере.</translation>
    </message>
    <message>
        <source>Sign in again.</source>
        <translation>Войдите снова.</translation>
    </message>
    <message>
        <source>You signed in at another desk, so this one was signed out.</source>
        <translation>Вы вошли на другом рабочем месте, поэтому здесь выполнен выход.</translation>
    </message>
    <message>
        <source>Sign in again if you work here.</source>
        <translation>Если вы работаете здесь, войдите снова.</translation>
    </message>
    <message>
        <source>The server does not answer.</source>
        <translation>Сервер не отвечает.</translation>
    </message>
    <message>
        <source>Nothing is lost.</source>
        <translation>Ничего не потеряно.</translation>
    </message>
    <message>
        <source>Try again in a moment; if it stays so, tell your administrator.</source>
        <translation>Повторите чуть позже; если не пройдёт, сообщите администратору.</translation>
    </message>
    <message>
        <source>No password was sent.</source>
        <translation>Пароль не отправлен.</translation>
    </message>
    <message>
        <source>Do not continue. Tell your administrator.</source>
        <translation>Не продолжайте. Сообщите администратору.</translation>
    </message>
    <message>
        <source>The server refused this ({code}).</source>
        <translation>Сервер отказал ({code}).</translation>
    </message>
    <message>
        <source>Tell your administrator this code.</source>
        <translation>Сообщите этот код администратору.</translation>
    </message>
    <message>
        <source>The server gave an answer that this version of the desk cannot read.</source>
        <translation>Эта версия рабочего места не понимает ответ сервера.</translation>
    </message>
    <message>
        <source>Ask your administrator whether the desk must be updated.</source>
        <translation>Узнайте у администратора, нужно ли обновление.</translation>
    </message>
    <message>
        <source>The system&apos;s credential store is locked.</source>
        <translation>Системное хранилище учётных данных заблокировано.</translation>
    </message>
    <message>
        <source>Unlock it and sign in again.</source>
        <translation>Разблокируйте его и войдите снова.</translation>
    </message>
    <message>
        <source>This user has no telephone account.</source>
        <translation>У этого пользователя нет телефонной учётной записи.</translation>
    </message>
    <message>
        <source>Ask your administrator for an extension.</source>
        <translation>Попросите у администратора внутренний номер.</translation>
    </message>
    <message>
        <source>Something went wrong in the desk.</source>
        <translation>В программе произошла ошибка.</translation>
    </message>
    <message>
        <source>Calls and notes are not affected.</source>
        <translation>Звонки и заметки не затронуты.</translation>
    </message>
    <message>
        <source>Try again; if it comes back, tell your administrator.</source>
        <translation>Повторите; если ошибка вернётся, сообщите администратору.</translation>
    </message>
    <message>
        <source>The folder {directory} cannot be used.</source>
        <translation>Папку {directory} нельзя использовать.</translation>
    </message>
    <message>
        <source>Ask your administrator for access to it, or start with another profile.</source>
        <translation>Попросите администратора открыть к ней доступ или запустите с другим профилем.</translation>
    </message>
    <message>
        <source>Careline is already open for the profile “{profile}”.</source>
        <translation>Careline для профиля «{profile}» уже открыт.</translation>
    </message>
    <message>
        <source>The open desk goes on working.</source>
        <translation>Открытое рабочее место продолжает работать.</translation>
    </message>
    <message>
        <source>Use its window, or close it first.</source>
        <translation>Используйте его окно или сначала закройте его.</translation>
    </message>
    <message>
        <source>The server is away.</source>
        <translation>Сервер недоступен.</translation>
    </message>
    <message>
        <source>Calls go on. What you save is kept here and sent later.</source>
        <translation>Звонки идут. Сохранённое хранится здесь и будет отправлено позже.</translation>
    </message>
    <message>
        <source>The server is back.</source>
        <translation>Сервер снова доступен.</translation>
    </message>
    <message>
        <source>The telephone system does not answer.</source>
        <translation>АТС не отвечает.</translation>
    </message>
    <message>
        <source>Your notes are safe.</source>
        <translation>Ваши заметки в сохранности.</translation>
    </message>
    <message>
        <source>The desk connects again by itself; no calls until then.</source>
        <translation>Связь восстановится сама; до этого звонков не будет.</translation>
    </message>
    <message>
        <source>The telephone system is back.</source>
        <translation>АТС снова доступна.</translation>
    </message>
    <message>
        <source>The server is away, so your pause could not be set.</source>
        <translation>Сервер недоступен, пауза не установлена.</translation>
    </message>
    <message>
        <source>Calls may still come. Try again when the server is back.</source>
        <translation>Звонки ещё могут поступать. Повторите, когда сервер вернётся.</translation>
    </message>
    <message>
        <source>You are ready: set at the telephone system while the server is away.</source>
        <translation>Вы готовы: установлено на АТС, пока сервер недоступен.</translation>
    </message>
    <message>
        <source>Ready could not be set, neither at the server nor at the telephone system.</source>
        <translation>Не удалось установить «Готов» ни на сервере, ни на АТС.</translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation>Повторите чуть позже.</translation>
    </message>
    <message>
        <source>You are in a call.</source>
        <translation>Вы разговариваете.</translation>
    </message>
    <message>
        <source>Say ready when it is over.</source>
        <translation>Нажмите «Готов», когда разговор закончится.</translation>
    </message>
    <message>
        <source>The server did not accept this change of state.</source>
        <translation>Сервер не принял смену состояния.</translation>
    </message>
    <message>
        <source>End it before you sign out.</source>
        <translation>Завершите разговор перед выходом.</translation>
    </message>
    <message>
        <source>You will be signed out when the call is over.</source>
        <translation>Выход будет выполнен после разговора.</translation>
    </message>
    <message>
        <source>The call goes on and your notes are kept.</source>
        <translation>Разговор продолжается, заметки сохранены.</translation>
    </message>
    <message>
        <source>The wrap-up time cannot be extended any more.</source>
        <translation>Время обработки больше нельзя продлить.</translation>
    </message>
    <message>
        <source>The telephone in this desk has stopped.</source>
        <translation>Телефон этого рабочего места остановился.</translation>
    </message>
    <message>
        <source>Close the desk and start it again.</source>
        <translation>Закройте программу и запустите снова.</translation>
    </message>
    <message>
        <source>The telephone system could not prove that it is yours: its certificate is not trusted.</source>
        <translation>АТС не подтвердила подлинность: её сертификат не является доверенным.</translation>
    </message>
    <message>
        <source>The desk did not connect to it.</source>
        <translation>Соединение с ней не установлено.</translation>
    </message>
    <message>
        <source>Tell your administrator.</source>
        <translation>Сообщите администратору.</translation>
    </message>
    <message>
        <source>The telephone is not connected.</source>
        <translation>Телефон не подключён.</translation>
    </message>
    <message>
        <source>Wait until its dot at the top right is green, then dial again.</source>
        <translation>Дождитесь зелёной точки справа вверху и наберите снова.</translation>
    </message>
    <message>
        <source>No number was typed.</source>
        <translation>Номер не введён.</translation>
    </message>
    <message>
        <source>This number is too short.</source>
        <translation>Номер слишком короткий.</translation>
    </message>
    <message>
        <source>This number is too long.</source>
        <translation>Номер слишком длинный.</translation>
    </message>
    <message>
        <source>A number cannot have letters in it.</source>
        <translation>В номере не может быть букв.</translation>
    </message>
    <message>
        <source>For a name, pick the patient from the list.</source>
        <translation>Чтобы позвонить по имени, выберите пациента из списка.</translation>
    </message>
    <message>
        <source>This number has characters that cannot be dialled.</source>
        <translation>В номере есть знаки, которые нельзя набрать.</translation>
    </message>
    <message>
        <source>You are in a call already.</source>
        <translation>Вы уже разговариваете.</translation>
    </message>
    <message>
        <source>End it before you dial.</source>
        <translation>Завершите разговор, затем набирайте.</translation>
    </message>
    <message>
        <source>This call was not allowed.</source>
        <translation>Этот звонок не разрешён.</translation>
    </message>
    <message>
        <source>The server is away, so the patient&apos;s number is not known here.</source>
        <translation>Сервер недоступен, номер пациента здесь неизвестен.</translation>
    </message>
    <message>
        <source>Dial the number by hand, or wait for the server.</source>
        <translation>Наберите номер вручную или дождитесь сервера.</translation>
    </message>
    <message>
        <source>{who} is busy.</source>
        <translation>{who}: занято.</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>Попробуйте позже.</translation>
    </message>
    <message>
        <source>{who} did not answer.</source>
        <translation>{who}: нет ответа.</translation>
    </message>
    <message>
        <source>The number of {who} does not exist.</source>
        <translation>{who}: номер не существует.</translation>
    </message>
    <message>
        <source>The call to {who} did not connect (code {sip_code}).</source>
        <translation>Звонок {who} не соединился (код {sip_code}).</translation>
    </message>
    <message>
        <source>The line to {who} was lost.</source>
        <translation>Связь с {who} потеряна.</translation>
    </message>
    <message>
        <source>Call back if the talk was not finished.</source>
        <translation>Перезвоните, если разговор не закончен.</translation>
    </message>
    <message>
        <source>The call with {who} is over.</source>
        <translation>Разговор с {who} завершён.</translation>
    </message>
    <message>
        <source>A second call from {number} came while you were talking; it heard busy.</source>
        <translation>Во время разговора поступил звонок с {number}; он услышал «занято».</translation>
    </message>
    <message>
        <source>{who} hung up before you could answer.</source>
        <translation>{who}: звонок сброшен до ответа.</translation>
    </message>
    <message>
        <source>You did not take the call of {who}.</source>
        <translation>Вы не ответили на звонок: {who}.</translation>
    </message>
    <message>
        <source>It went back to the queue.</source>
        <translation>Звонок вернулся в очередь.</translation>
    </message>
    <message>
        <source>Say ready when you are back.</source>
        <translation>Вернётесь — нажмите «Готов».</translation>
    </message>
    <message>
        <source>The telephone could not do this ({command}).</source>
        <translation>Телефон не смог это сделать ({command}).</translation>
    </message>
    <message>
        <source>The call is as it was before.</source>
        <translation>Звонок остался как был.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Повторите.</translation>
    </message>
    <message>
        <source>The headset {device} is not plugged in.</source>
        <translation>Гарнитура {device} не подключена.</translation>
    </message>
    <message>
        <source>Plug it in; the desk takes it again by itself.</source>
        <translation>Подключите её; программа подхватит её сама.</translation>
    </message>
    <message>
        <source>The headset is back.</source>
        <translation>Гарнитура снова подключена.</translation>
    </message>
    <message>
        <source>The outcome of the call is missing.</source>
        <translation>Не выбран итог звонка.</translation>
    </message>
    <message>
        <source>Choose an outcome, then save.</source>
        <translation>Выберите итог и сохраните.</translation>
    </message>
    <message>
        <source>The record of {who} is saved.</source>
        <translation>Запись сохранена: {who}.</translation>
    </message>
    <message>
        <source>Saved here, will be sent.</source>
        <translation>Сохранено здесь, будет отправлено.</translation>
    </message>
    <message>
        <source>The record lies safely on this computer.</source>
        <translation>Запись надёжно хранится на этом компьютере.</translation>
    </message>
    <message>
        <source>Everything kept here has been sent.</source>
        <translation>Всё сохранённое здесь отправлено.</translation>
    </message>
    <message>
        <source>The server refused a record: {reason}</source>
        <translation>Сервер не принял запись: {reason}</translation>
    </message>
    <message>
        <source>It is kept on this computer.</source>
        <translation>Она хранится на этом компьютере.</translation>
    </message>
    <message>
        <source>See “Unfinished” on the Desk page.</source>
        <translation>Смотрите «Незавершённое» на рабочем месте.</translation>
    </message>
    <message>
        <source>The draft could not be written to this computer&apos;s disk.</source>
        <translation>Черновик не удалось записать на диск.</translation>
    </message>
    <message>
        <source>It stands on the screen only.</source>
        <translation>Он есть только на экране.</translation>
    </message>
    <message>
        <source>Save it now, and tell your administrator.</source>
        <translation>Сохраните его сейчас и сообщите администратору.</translation>
    </message>
    <message>
        <source>The record could not be written to this computer&apos;s disk.</source>
        <translation>Запись не удалось сохранить на диск.</translation>
    </message>
    <message>
        <source>Your notes still stand on the screen.</source>
        <translation>Ваши заметки остаются на экране.</translation>
    </message>
    <message>
        <source>Do not close the desk. Tell your administrator.</source>
        <translation>Не закрывайте программу. Сообщите администратору.</translation>
    </message>
    <message>
        <source>The records kept on this computer could not be read.</source>
        <translation>Записи, хранящиеся здесь, не читаются.</translation>
    </message>
    <message>
        <source>Their file was set aside untouched: {file}</source>
        <translation>Их файл отложен без изменений: {file}</translation>
    </message>
    <message>
        <source>The notes are too long.</source>
        <translation>Заметки слишком длинные.</translation>
    </message>
    <message>
        <source>They are kept on this computer.</source>
        <translation>Они сохранены на этом компьютере.</translation>
    </message>
    <message>
        <source>Shorten them, then save.</source>
        <translation>Сократите и сохраните.</translation>
    </message>
    <message>
        <source>The patient&apos;s name is missing.</source>
        <translation>Не указано имя пациента.</translation>
    </message>
    <message>
        <source>The server does not know this call-back.</source>
        <translation>Сервер не знает этот обратный звонок.</translation>
    </message>
    <message>
        <source>This template is no longer there.</source>
        <translation>Этого шаблона больше нет.</translation>
    </message>
    <message>
        <source>Your text was kept.</source>
        <translation>Ваш текст сохранён.</translation>
    </message>
    <message>
        <source>The server does not know this message.</source>
        <translation>Сервер не знает этого сообщения.</translation>
    </message>
    <message>
        <source>The message has left already, or is leaving now.</source>
        <translation>Сообщение уже ушло или уходит сейчас.</translation>
    </message>
    <message>
        <source>It cannot be taken back any more.</source>
        <translation>Отозвать его уже нельзя.</translation>
    </message>
    <message>
        <source>The template holds {placeholder}, which the server cannot fill.</source>
        <translation>В шаблоне есть {placeholder} — сервер не может это заполнить.</translation>
    </message>
    <message>
        <source>Use the placeholders that are offered.</source>
        <translation>Используйте предложенные подстановки.</translation>
    </message>
    <message>
        <source>The message cannot go to this recipient.</source>
        <translation>Этому получателю сообщение не отправить.</translation>
    </message>
    <message>
        <source>Nothing was sent.</source>
        <translation>Ничего не отправлено.</translation>
    </message>
    <message>
        <source>Choose another number or address.</source>
        <translation>Выберите другой номер или адрес.</translation>
    </message>
    <message>
        <source>The message to the patient is kept at the server.</source>
        <translation>Сообщение пациенту сохранено на сервере.</translation>
    </message>
    <message>
        <source>The server has no key for its recordings.</source>
        <translation>На сервере нет ключа к записям разговоров.</translation>
    </message>
    <message>
        <source>New recordings wait, nothing is lost.</source>
        <translation>Новые записи ждут, ничего не потеряно.</translation>
    </message>
    <message>
        <source>Whoever runs the server must put the key back.</source>
        <translation>Администратор сервера должен вернуть ключ.</translation>
    </message>
    <message>
        <source>A recording at the server is damaged.</source>
        <translation>Запись на сервере повреждена.</translation>
    </message>
    <message>
        <source>Whoever runs the server should look at its disk.</source>
        <translation>Администратору сервера следует проверить диск.</translation>
    </message>
    <message>
        <source>The server needs attention ({what}).</source>
        <translation>Сервер требует внимания ({what}).</translation>
    </message>
    <message>
        <source>Tell whoever runs the server.</source>
        <translation>Сообщите администратору сервера.</translation>
    </message>
    <message>
        <source>Another agent has this call-back now.</source>
        <translation>Этот обратный звонок уже у другого оператора.</translation>
    </message>
    <message>
        <source>No call-back is open.</source>
        <translation>Открытых обратных звонков нет.</translation>
    </message>
    <message>
        <source>This patient asked not to be called.</source>
        <translation>Этот пациент просил ему не звонить.</translation>
    </message>
    <message>
        <source>Something went wrong at the server.</source>
        <translation>На сервере произошла ошибка.</translation>
    </message>
    <message>
        <source>The server is busy.</source>
        <translation>Сервер занят.</translation>
    </message>
    <message>
        <source>The file could not be written on this computer.</source>
        <translation>Файл не удалось записать на этом компьютере.</translation>
    </message>
    <message>
        <source>Choose another folder and try again.</source>
        <translation>Выберите другую папку и повторите.</translation>
    </message>
    <message>
        <source>The server does not have this any more.</source>
        <translation>На сервере этого больше нет.</translation>
    </message>
    <message>
        <source>The server does not know this call.</source>
        <translation>Сервер не знает этого звонка.</translation>
    </message>
    <message>
        <source>The server already has another record under this key.</source>
        <translation>На сервере уже есть другая запись с этим ключом.</translation>
    </message>
    <message>
        <source>This is not possible in your present state.</source>
        <translation>В вашем текущем состоянии это невозможно.</translation>
    </message>
    <message>
        <source>This is more than the server takes at once.</source>
        <translation>Слишком большой объём для сервера.</translation>
    </message>
    <message>
        <source>Shorten it and try again.</source>
        <translation>Сократите и повторите.</translation>
    </message>
    <message>
        <source>The server could not read what was sent.</source>
        <translation>Сервер не смог прочитать отправленное.</translation>
    </message>
    <message>
        <source>The server cannot dial this number.</source>
        <translation>Сервер не может набрать этот номер.</translation>
    </message>
    <message>
        <source>Check the number.</source>
        <translation>Проверьте номер.</translation>
    </message>
    <message>
        <source>No telephone number is recorded for this patient.</source>
        <translation>У этого пациента не записан номер телефона.</translation>
    </message>
    <message>
        <source>The server does not know this outcome.</source>
        <translation>Сервер не знает такого итога.</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>Выберите другой.</translation>
    </message>
    <message>
        <source>The server does not know this reason.</source>
        <translation>Сервер не знает такой причины.</translation>
    </message>
    <message>
        <source>There is no such patient.</source>
        <translation>Такого пациента нет.</translation>
    </message>
    <message>
        <source>The server could not prove that it is yours: its certificate is not trusted.</source>
        <translation>Сервер не подтвердил подлинность: его сертификат не является доверенным.</translation>
    </message>
    <message>
        <source>Your role may not do this.</source>
        <translation>Ваша роль не позволяет это сделать.</translation>
    </message>
    <message>
        <source>There is no recording of this call.</source>
        <translation>Записи этого звонка нет.</translation>
    </message>
    <message>
        <source>The caller withheld the number, so nobody can be called back.</source>
        <translation>Абонент скрыл номер, перезвонить нельзя.</translation>
    </message>
    <message>
        <source>The wrap-up is not complete.</source>
        <translation>Запись о звонке не завершена.</translation>
    </message>
    <message>
        <source>What you typed is kept.</source>
        <translation>Всё введённое сохранено.</translation>
    </message>
    <message>
        <source>Fill in the marked fields, then save.</source>
        <translation>Заполните отмеченные поля и сохраните.</translation>
    </message>
    <message>
        <source>Recording cannot be paused or resumed now: the server that controls it does not answer.</source>
        <translation>Сейчас запись нельзя ни приостановить, ни продолжить: сервер, который ею управляет, не отвечает.</translation>
    </message>
    <message>
        <source>It goes on as it is.</source>
        <translation>Она идёт, как шла.</translation>
    </message>
    <message>
        <source>Put the call on hold (F6) before secrets are said, and try again in a moment.</source>
        <translation>Поставьте звонок на удержание (F6), прежде чем назовут секретные данные, и попробуйте чуть позже.</translation>
    </message>
    <message>
        <source>The refusal is noted, but the recording cannot be stopped at this moment.</source>
        <translation>Отказ отмечен, но остановить запись прямо сейчас нельзя.</translation>
    </message>
    <message>
        <source>As soon as the server is reached it stops, and what was recorded is deleted.</source>
        <translation>Как только сервер ответит, запись остановится, а записанное будет удалено.</translation>
    </message>
    <message>
        <source>Tell the patient so, or put the call on hold (F6) until then.</source>
        <translation>Скажите об этом пациенту или до тех пор поставьте звонок на удержание (F6).</translation>
    </message>
    <message>
        <source>The call is recorded again: a pause lasts two minutes at most.</source>
        <translation>Звонок снова записывается: пауза длится не более двух минут.</translation>
    </message>
    <message>
        <source>Pause once more if secrets are still being said.</source>
        <translation>Если секретные данные ещё называют, приостановите запись снова.</translation>
    </message>
    <message>
        <source>The patient refused to be recorded in this call.</source>
        <translation>В этом звонке пациент отказался от записи.</translation>
    </message>
    <message>
        <source>It stays unrecorded.</source>
        <translation>Звонок не записывается.</translation>
    </message>
    <message>
        <source>The telephone system could not change the recording.</source>
        <translation>Телефонная система не смогла изменить запись.</translation>
    </message>
    <message>
        <source>Somebody else has changed this meanwhile.</source>
        <translation>Тем временем кто-то это изменил.</translation>
    </message>
    <message>
        <source>Nothing was overwritten.</source>
        <translation>Ничего не перезаписано.</translation>
    </message>
    <message>
        <source>Compare both versions and choose.</source>
        <translation>Сравните обе версии и выберите.</translation>
    </message>
    <message>
        <source>There is no such user any more.</source>
        <translation>Такого пользователя больше нет.</translation>
    </message>
    <message>
        <source>There is no such team any more.</source>
        <translation>Такой команды больше нет.</translation>
    </message>
    <message>
        <source>There is no such queue any more.</source>
        <translation>Такой очереди больше нет.</translation>
    </message>
    <message>
        <source>There is no such holiday any more.</source>
        <translation>Такого праздника больше нет.</translation>
    </message>
    <message>
        <source>There is no such trunk any more.</source>
        <translation>Такого транка больше нет.</translation>
    </message>
    <message>
        <source>There is no such number any more.</source>
        <translation>Такого номера больше нет.</translation>
    </message>
    <message>
        <source>This user name is taken, perhaps by somebody who is switched off.</source>
        <translation>Это имя занято, возможно, отключённым пользователем.</translation>
    </message>
    <message>
        <source>Choose another.</source>
        <translation>Выберите другое.</translation>
    </message>
    <message>
        <source>This extension belongs to {name}, perhaps switched off.</source>
        <translation>Этот внутренний номер у «{name}», возможно, отключённого.</translation>
    </message>
    <message>
        <source>This number is already there.</source>
        <translation>Такой номер уже есть.</translation>
    </message>
    <message>
        <source>This name is taken.</source>
        <translation>Это название занято.</translation>
    </message>
    <message>
        <source>There is already a holiday on this day for this queue.</source>
        <translation>Для этой очереди в этот день уже есть праздник.</translation>
    </message>
    <message>
        <source>A password needs at least {least} characters.</source>
        <translation>В пароле должно быть не меньше {least} знаков.</translation>
    </message>
    <message>
        <source>This is the last administrator: somebody must be able to administer.</source>
        <translation>Это последний администратор: кто-то должен управлять центром.</translation>
    </message>
    <message>
        <source>Make another administrator first.</source>
        <translation>Сначала назначьте другого администратора.</translation>
    </message>
    <message>
        <source>You cannot switch off, delete or demote yourself.</source>
        <translation>Нельзя отключить, удалить или понизить самого себя.</translation>
    </message>
    <message>
        <source>Ask another administrator.</source>
        <translation>Попросите другого администратора.</translation>
    </message>
    <message>
        <source>This person is in a call.</source>
        <translation>Этот человек разговаривает.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Ничего не изменено.</translation>
    </message>
    <message>
        <source>Try again when the call is over.</source>
        <translation>Повторите, когда звонок закончится.</translation>
    </message>
    <message>
        <source>This person stands in the records and cannot be deleted.</source>
        <translation>Этот человек есть в записях, удалить его нельзя.</translation>
    </message>
    <message>
        <source>Switch the account off instead.</source>
        <translation>Отключите учётную запись.</translation>
    </message>
    <message>
        <source>This team still has members.</source>
        <translation>В этой команде ещё есть люди.</translation>
    </message>
    <message>
        <source>Move them to another team first.</source>
        <translation>Сначала переведите их в другую команду.</translation>
    </message>
    <message>
        <source>Numbers still lead to this queue.</source>
        <translation>На эту очередь ещё ведут номера.</translation>
    </message>
    <message>
        <source>Lead them elsewhere first.</source>
        <translation>Сначала направьте их в другое место.</translation>
    </message>
    <message>
        <source>{waiting} caller(s) wait in this queue.</source>
        <translation>В этой очереди ждут звонящие: {waiting}.</translation>
    </message>
    <message>
        <source>Say where they go, or wait.</source>
        <translation>Укажите, куда их перевести, или подождите.</translation>
    </message>
    <message>
        <source>The main queue takes every call that finds no other: it stays.</source>
        <translation>Главная очередь принимает все остальные звонки, её удалить нельзя.</translation>
    </message>
    <message>
        <source>This is the last one: desks need at least one.</source>
        <translation>Это последний вариант: нужен хотя бы один.</translation>
    </message>
    <message>
        <source>This is the last trunk: without one nobody can phone in.</source>
        <translation>Это последний транк: без него никто не дозвонится.</translation>
    </message>
    <message>
        <source>Two opening times overlap, one perhaps from the night before.</source>
        <translation>Два промежутка пересекаются, один, возможно, с предыдущей ночи.</translation>
    </message>
    <message>
        <source>This time zone is not known.</source>
        <translation>Такой часовой пояс неизвестен.</translation>
    </message>
    <message>
        <source>Choose one of the list.</source>
        <translation>Выберите из списка.</translation>
    </message>
    <message>
        <source>The country code can no longer be changed: patients&apos; numbers are kept by it.</source>
        <translation>Код страны больше нельзя изменить: по нему хранятся номера пациентов.</translation>
    </message>
    <message>
        <source>This is no recording that can be played to callers.</source>
        <translation>Такую запись нельзя проиграть звонящим.</translation>
    </message>
    <message>
        <source>Use WAV with 16 bit, one channel, 8 or 16 kHz, half a second to 90 seconds long.</source>
        <translation>Нужен WAV: 16 бит, один канал, 8 или 16 кГц, от полсекунды до 90 секунд.</translation>
    </message>
    <message>
        <source>The server has no voice for this language.</source>
        <translation>У сервера нет голоса для этого языка.</translation>
    </message>
    <message>
        <source>Upload a recording instead.</source>
        <translation>Загрузите запись.</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation>Файл не читается.</translation>
    </message>
    <message>
        <source>There is no such announcement any more.</source>
        <translation>Такого объявления больше нет.</translation>
    </message>
    <message>
        <source>The server does not understand these opening hours.</source>
        <translation>Сервер не понимает эти часы работы.</translation>
    </message>
    <message>
        <source>The server does not take this from this version of the desk.</source>
        <translation>Сервер не принимает это от этой версии рабочего места.</translation>
    </message>
    <message>
        <source>This centre has been set up already.</source>
        <translation>Этот центр уже создан.</translation>
    </message>
    <message>
        <source>Sign in.</source>
        <translation>Войдите.</translation>
    </message>
    <message>
        <source>The set-up code is wrong.</source>
        <translation>Неверный код установки.</translation>
    </message>
    <message>
        <source>The server wrote it at its start, and into the file setup-code of its data folder.</source>
        <translation>Сервер вывел его при запуске и записал в файл setup-code в своей папке данных.</translation>
    </message>
    <message>
        <source>The password must not be the user name.</source>
        <translation>Пароль не должен совпадать с именем для входа.</translation>
    </message>
    <message>
        <source>This password is one of those tried first by everybody who guesses.</source>
        <translation>Этот пароль угадывают одним из первых.</translation>
    </message>
    <message>
        <source>The password is wrong.</source>
        <translation>Неверный пароль.</translation>
    </message>
    <message>
        <source>This centre holds no demo data: it is not emptied.</source>
        <translation>В этом центре нет демонстрационных данных: он не очищается.</translation>
    </message>
    <message>
        <source>Calls are in progress.</source>
        <translation>Идут звонки.</translation>
    </message>
    <message>
        <source>Try again when they are over.</source>
        <translation>Повторите, когда они закончатся.</translation>
    </message>
    <message>
        <source>This centre was emptied.</source>
        <translation>Этот центр очищен.</translation>
    </message>
    <message>
        <source>A copy of its database was kept on the server.</source>
        <translation>Копия базы данных сохранена на сервере.</translation>
    </message>
    <message>
        <source>Set up the new centre, or sign in to it.</source>
        <translation>Создайте новый центр или войдите в него.</translation>
    </message>
    <message>
        <source>This recording is damaged: its file is not as it was stored.</source>
        <translation>Запись повреждена: файл не такой, каким был сохранён.</translation>
    </message>
    <message>
        <source>Tell your administrator; a backup may still have it.</source>
        <translation>Сообщите администратору; возможно, она есть в резервной копии.</translation>
    </message>
    <message>
        <source>This recording cannot be opened: its key is not at the server.</source>
        <translation>Запись не открыть: на сервере нет её ключа.</translation>
    </message>
    <message>
        <source>The recording itself is kept.</source>
        <translation>Сама запись сохранена.</translation>
    </message>
    <message>
        <source>This part of the recording does not exist.</source>
        <translation>Такой части записи нет.</translation>
    </message>
    <message>
        <source>The server&apos;s disk is full: it stores nothing at the moment.</source>
        <translation>Диск сервера заполнен: сейчас ничего не сохраняется.</translation>
    </message>
    <message>
        <source>What you saved is kept on this computer and sent later.</source>
        <translation>Сохранённое остаётся на этом компьютере и будет отправлено позже.</translation>
    </message>
    <message>
        <source>Tell your administrator now. Calls go on.</source>
        <translation>Сразу сообщите администратору. Звонки продолжаются.</translation>
    </message>
    <message>
        <source>Too many wrong passwords or codes: you have to wait {seconds} s.</source>
        <translation>Слишком много неверных паролей или кодов: подождите {seconds} с.</translation>
    </message>
    <message>
        <source>Then try again, or ask your administrator.</source>
        <translation>Затем попробуйте снова или обратитесь к администратору.</translation>
    </message>
    <message>
        <source>An administrator changed your account, so you were signed out.</source>
        <translation>Администратор изменил вашу учётную запись, поэтому вы вышли из системы.</translation>
    </message>
    <message>
        <source>This code is not right, or was used before.</source>
        <translation>Код неверен или уже был использован.</translation>
    </message>
    <message>
        <source>Wait for the next code and type it, or use a recovery code.</source>
        <translation>Дождитесь следующего кода и введите его или используйте резервный код.</translation>
    </message>
    <message>
        <source>The sign-in took too long.</source>
        <translation>Вход занял слишком много времени.</translation>
    </message>
    <message>
        <source>Begin again with your password.</source>
        <translation>Начните снова с ввода пароля.</translation>
    </message>
    <message>
        <source>Your password is changed.</source>
        <translation>Пароль изменён.</translation>
    </message>
    <message>
        <source>Take another one.</source>
        <translation>Выберите другой.</translation>
    </message>
    <message>
        <source>The new password is the old one.</source>
        <translation>Новый пароль совпадает со старым.</translation>
    </message>
    <message>
        <source>The two new passwords differ.</source>
        <translation>Новые пароли не совпадают.</translation>
    </message>
    <message>
        <source>Type both again.</source>
        <translation>Введите оба ещё раз.</translation>
    </message>
    <message>
        <source>Wait for the next code and type it.</source>
        <translation>Дождитесь следующего кода и введите его.</translation>
    </message>
    <message>
        <source>No second factor is being set up.</source>
        <translation>Настройка второго фактора не начата.</translation>
    </message>
    <message>
        <source>Your role cannot do without a second factor.</source>
        <translation>Для вашей роли второй фактор обязателен.</translation>
    </message>
    <message>
        <source>What is there could not be copied aside, so nothing was emptied.</source>
        <translation>Не удалось сделать копию данных, поэтому ничего не удалено.</translation>
    </message>
    <message>
        <source>Look into the server&apos;s log.</source>
        <translation>Посмотрите журнал сервера.</translation>
    </message>
    <message>
        <source>The recording cannot be played.</source>
        <translation>Запись не удаётся воспроизвести.</translation>
    </message>
    <message>
        <source>A patient of yours to call back has called in and been answered.</source>
        <translation>Пациент, которому вы должны были перезвонить, позвонил сам и получил ответ.</translation>
    </message>
    <message>
        <source>It is off your list.</source>
        <translation>Он снят с вашего списка.</translation>
    </message>
    <message>
        <source>This caller was asked three times already.</source>
        <translation>Звонящего уже спросили три раза.</translation>
    </message>
    <message>
        <source>What is hidden stays hidden in this call.</source>
        <translation>Скрытое в этом звонке останется скрытым.</translation>
    </message>
    <message>
        <source>Help without it, or ask your team leader.</source>
        <translation>Помогите без этого или обратитесь к руководителю группы.</translation>
    </message>
</context>
<context>
    <name>NewPatient</name>
    <message>
        <source>New patient</source>
        <translation>Новый пациент</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Пол</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>Дата рождения</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Телефон</translation>
    </message>
    <message>
        <source>Allergies, separated by commas</source>
        <translation>Аллергии через запятую</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Заметка</translation>
    </message>
    <message>
        <source>Create and choose</source>
        <translation>Создать и выбрать</translation>
    </message>
    <message>
        <source>Already on record?</source>
        <translation>Уже есть в базе?</translation>
    </message>
    <message>
        <source>Persons on record with a similar name</source>
        <translation>Люди с похожим именем в базе</translation>
    </message>
    <message>
        <source>The name is missing.</source>
        <translation>Не указано имя.</translation>
    </message>
    <message>
        <source>This is no date of birth: write it as {hint}.</source>
        <translation>Это не дата рождения: пишите в виде {hint}.</translation>
    </message>
    <message>
        <source>Left empty: the number dialled is stored</source>
        <translation>Пусто: сохранится набранный номер</translation>
    </message>
    <message>
        <source>Left empty: the caller&apos;s number is stored</source>
        <translation>Пусто: сохранится номер звонящего</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Dismiss</source>
        <translation>Закрыть</translation>
    </message>
</context>
<context>
    <name>PatientCard</name>
    <message>
        <source>Allergies</source>
        <translation>Аллергии</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Внимание</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Контакт</translation>
    </message>
    <message>
        <source>No known allergies</source>
        <translation>Аллергий не отмечено</translation>
    </message>
    <message>
        <source>VIP patient</source>
        <translation>VIP-пациент</translation>
    </message>
    <message>
        <source>Allergies: {list}</source>
        <translation>Аллергии: {list}</translation>
    </message>
    <message>
        <source>Alerts: {list}</source>
        <translation>Внимание: {list}</translation>
    </message>
    <message>
        <source>Patient {name}, {id}</source>
        <translation>Пациент {name}, {id}</translation>
    </message>
</context>
<context>
    <name>PatientMessage</name>
    <message>
        <source>Send</source>
        <translation>Отправить</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Message to the patient</source>
        <translation>Сообщение пациенту</translation>
    </message>
    <message>
        <source>No template</source>
        <translation>Без шаблона</translation>
    </message>
    <message>
        <source>E-mail…</source>
        <translation>Эл. почта…</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Кому</translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation>Адрес эл. почты</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Шаблон</translation>
    </message>
    <message>
        <source>Language of the patient</source>
        <translation>Язык пациента</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Тема</translation>
    </message>
    <message>
        <source>Text, as the patient will read it</source>
        <translation>Текст, каким его прочтёт пациент</translation>
    </message>
    <message>
        <source>The number of this call was withheld: no text message can go to it.</source>
        <translation>Номер этого звонка скрыт: SMS отправить нельзя.</translation>
    </message>
    <message>
        <source>No gateway is set up yet: the message is kept at the server and waits.</source>
        <translation>Шлюз ещё не настроен: сообщение хранится на сервере и ждёт отправки.</translation>
    </message>
    <message>
        <source>The text is too long: {most} characters at most.</source>
        <translation>Текст слишком длинный: не больше {most} знаков.</translation>
    </message>
    <message>
        <source>waiting to be sent</source>
        <translation>ждёт отправки</translation>
    </message>
    <message>
        <source>being sent</source>
        <translation>отправляется</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>отправлено</translation>
    </message>
    <message>
        <source>refused by the gateway</source>
        <translation>отклонено шлюзом</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>отозвано</translation>
    </message>
</context>
<context>
    <name>Patients</name>
    <message>
        <source>Name or patient id</source>
        <translation>Имя или ID пациента</translation>
    </message>
    <message>
        <source>Search patients</source>
        <translation>Поиск пациентов</translation>
    </message>
    <message>
        <source>Patients found</source>
        <translation>Найденные пациенты</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Позвонить</translation>
    </message>
    <message numerus="yes">
        <source>%n patient(s) found</source>
        <translation>
            <numerusform>Найден %n пациент</numerusform>
            <numerusform>Найдено %n пациента</numerusform>
            <numerusform>Найдено %n пациентов</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody found. Try fewer letters, or the patient id.</source>
        <translation>Никого не найдено. Введите меньше букв или ID пациента.</translation>
    </message>
    <message>
        <source>Type a name or an id to find a patient.</source>
        <translation>Введите имя или ID, чтобы найти пациента.</translation>
    </message>
</context>
<context>
    <name>Player</name>
    <message>
        <source>Pause</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Слушать</translation>
    </message>
    <message>
        <source>Space plays and pauses, Left and Right go 5 s, Home to the beginning</source>
        <translation>Пробел — пуск и пауза, стрелки — на 5 с, Home — в начало</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Jump over silence</source>
        <translation>Пропускать тишину</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Скорость</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Громкость</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Минуту…</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Запись</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Desk</source>
        <translation>Стол</translation>
    </message>
    <message>
        <source>Patients</source>
        <translation>Пациенты</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Звонки</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
    <message>
        <source>Floor</source>
        <translation>Зал</translation>
    </message>
    <message>
        <source>Admin</source>
        <translation>Админ</translation>
    </message>
    <message>
        <source>Call-backs</source>
        <translation>Перезвон</translation>
    </message>
    <message>
        <source>Call-backs: {mine} yours, {open} open to everybody</source>
        <translation>Обратные звонки: ваших {mine}, открытых для всех {open}</translation>
    </message>
</context>
<context>
    <name>RingStrip</name>
    <message>
        <source>Last contact {when}: {summary}</source>
        <translation>Последний контакт {when}: {summary}</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>none in use yet</source>
        <translation>пока не используется</translation>
    </message>
    <message>
        <source>This computer has no credential store: your sign-in is kept in an encrypted file.</source>
        <translation>На этом компьютере нет хранилища учётных данных: вход хранится в зашифрованном файле.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Вид</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Язык</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Тема</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Звук</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Микрофон</translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation>Динамик</translation>
    </message>
    <message>
        <source>About</source>
        <translation>О программе</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Выйти</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Как в системе</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Светлая</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Тёмная</translation>
    </message>
    <message>
        <source>The desk uses the system&apos;s own choice of devices.</source>
        <translation>Используются устройства, выбранные в системе.</translation>
    </message>
    <message>
        <source>Careline {version}, free software under GPL-3.0-or-later</source>
        <translation>Careline {version}, свободная программа, GPL-3.0-or-later</translation>
    </message>
    <message>
        <source>{name}, extension {extension}</source>
        <translation>{name}, внутренний {extension}</translation>
    </message>
</context>
<context>
    <name>Setup</name>
    <message>
        <source>This is the demo&apos;s centre</source>
        <translation>Это демонстрационный центр</translation>
    </message>
    <message>
        <source>Emptying it removes its people, patients and calls (the server keeps a copy), signs everybody out and begins a centre of your own.</source>
        <translation>Очистка удаляет людей, пациентов и звонки (сервер хранит копию), завершает все сеансы и начинает ваш собственный центр.</translation>
    </message>
    <message>
        <source>Your password</source>
        <translation>Ваш пароль</translation>
    </message>
    <message>
        <source>Empty the demo</source>
        <translation>Очистить демонстрацию</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Позже</translation>
    </message>
    <message>
        <source>Set-up code</source>
        <translation>Код установки</translation>
    </message>
    <message>
        <source>Name of the centre</source>
        <translation>Название центра</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Часовой пояс</translation>
    </message>
    <message>
        <source>Language in which callers are greeted first</source>
        <translation>Язык, на котором сначала приветствуют звонящих</translation>
    </message>
    <message>
        <source>Country code of telephone numbers</source>
        <translation>Код страны телефонных номеров</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Ваше имя</translation>
    </message>
    <message>
        <source>User name for signing in</source>
        <translation>Имя для входа</translation>
    </message>
    <message>
        <source>Password (at least 10 characters)</source>
        <translation>Пароль (не меньше 10 знаков)</translation>
    </message>
    <message>
        <source>The same password again</source>
        <translation>Тот же пароль ещё раз</translation>
    </message>
    <message>
        <source>A new centre</source>
        <translation>Новый центр</translation>
    </message>
    <message>
        <source>This server has no users yet. You make the centre and become its administrator.</source>
        <translation>На этом сервере ещё нет пользователей. Вы создадите центр и станете его администратором.</translation>
    </message>
    <message>
        <source>The server wrote it at its start, and into the file setup-code of its data folder.</source>
        <translation>Сервер вывел его при запуске и записал в файл setup-code в своей папке данных.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>To the sign-in</source>
        <translation>Ко входу</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Далее</translation>
    </message>
    <message>
        <source>Make the centre</source>
        <translation>Создать центр</translation>
    </message>
    <message>
        <source>Choose a time zone of the list.</source>
        <translation>Выберите часовой пояс из списка.</translation>
    </message>
    <message>
        <source>The two passwords differ.</source>
        <translation>Пароли не совпадают.</translation>
    </message>
    <message>
        <source>Step {step} of 2</source>
        <translation>Шаг {step} из 2</translation>
    </message>
    <message>
        <source>This is missing: {what}</source>
        <translation>Не заполнено: {what}</translation>
    </message>
</context>
<context>
    <name>SignIn</name>
    <message>
        <source>Sign in to your desk</source>
        <translation>Вход на рабочее место</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Имя пользователя</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Пароль</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Язык</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Войти</translation>
    </message>
    <message>
        <source>This computer has no credential store: your sign-in is kept in an encrypted file instead.</source>
        <translation>На этом компьютере нет хранилища учётных данных: вход будет храниться в зашифрованном файле.</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Запуск…</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>Вход…</translation>
    </message>
</context>
<context>
    <name>SignInSteps</name>
    <message>
        <source>Keep these recovery codes where only you find them. Each one opens the desk once if your telephone is lost.</source>
        <translation>Сохраните эти резервные коды там, где их найдёте только вы. Если телефон потерян, каждый код откроет вход один раз.</translation>
    </message>
    <message>
        <source>New password once more</source>
        <translation>Новый пароль ещё раз</translation>
    </message>
    <message>
        <source>Type the six digits your authenticator app shows now, or a recovery code.</source>
        <translation>Введите шесть цифр из приложения-аутентификатора или резервный код.</translation>
    </message>
    <message>
        <source>Somebody else set your password. Choose one that only you know: at least ten characters.</source>
        <translation>Ваш пароль задал кто-то другой. Выберите такой, который знаете только вы: не короче десяти символов.</translation>
    </message>
    <message>
        <source>Your role needs a second factor. Take a picture of this code with an authenticator app, then type its six digits.</source>
        <translation>Для вашей роли нужен второй фактор. Снимите этот код приложением-аутентификатором и введите шесть цифр из него.</translation>
    </message>
    <message>
        <source>Or type this key into the app:</source>
        <translation>Или введите этот ключ в приложение:</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>Новый пароль</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Код</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Войти</translation>
    </message>
    <message>
        <source>Change the password</source>
        <translation>Изменить пароль</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Подтвердить</translation>
    </message>
    <message>
        <source>I have kept the codes</source>
        <translation>Я сохранил(а) коды</translation>
    </message>
    <message>
        <source>Back to the password</source>
        <translation>Назад к паролю</translation>
    </message>
    <message>
        <source>Copy the codes</source>
        <translation>Скопировать коды</translation>
    </message>
</context>
<context>
    <name>StatusBlock</name>
    <message>
        <source>Ready</source>
        <translation>Готов</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Не готов</translation>
    </message>
    <message>
        <source>just signed in</source>
        <translation>только что вошли</translation>
    </message>
    <message>
        <source>Your state</source>
        <translation>Ваше состояние</translation>
    </message>
</context>
<context>
    <name>Terms</name>
    <message>
        <source>Signed out</source>
        <translation>Вход не выполнен</translation>
    </message>
    <message>
        <source>Not ready</source>
        <translation>Не готов</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Готов</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>Входящий</translation>
    </message>
    <message>
        <source>Talking</source>
        <translation>Разговор</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Удержание</translation>
    </message>
    <message>
        <source>Wrap-up</source>
        <translation>Обработка</translation>
    </message>
    <message>
        <source>Not answering</source>
        <translation>Не отвечает</translation>
    </message>
    <message>
        <source>Incoming call</source>
        <translation>Входящий звонок</translation>
    </message>
    <message>
        <source>Dialling</source>
        <translation>Набор номера</translation>
    </message>
    <message>
        <source>Ringing there</source>
        <translation>Идут гудки</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Соединение</translation>
    </message>
    <message>
        <source>In call</source>
        <translation>Разговор</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>На удержании</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Завершён</translation>
    </message>
    <message>
        <source>Male</source>
        <translation>Мужчина</translation>
    </message>
    <message>
        <source>Female</source>
        <translation>Женщина</translation>
    </message>
    <message>
        <source>Other sex</source>
        <translation>Другой пол</translation>
    </message>
    <message>
        <source>Sex not recorded</source>
        <translation>Пол не указан</translation>
    </message>
    <message>
        <source>Call from the patient</source>
        <translation>Звонок пациента</translation>
    </message>
    <message>
        <source>Call to the patient</source>
        <translation>Звонок пациенту</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>Приём</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Заметка</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Отвечен</translation>
    </message>
    <message>
        <source>Caller gave up</source>
        <translation>Не дождался</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Нет ответа</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>Занято</translation>
    </message>
    <message>
        <source>Did not connect</source>
        <translation>Не соединился</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>Идёт</translation>
    </message>
    <message>
        <source>Speaks Chinese</source>
        <translation>Говорит по-китайски</translation>
    </message>
    <message>
        <source>Speaks Russian</source>
        <translation>Говорит по-русски</translation>
    </message>
    <message>
        <source>Speaks English</source>
        <translation>Говорит по-английски</translation>
    </message>
    <message>
        <source>Speaks Arabic</source>
        <translation>Говорит по-арабски</translation>
    </message>
    <message>
        <source>Speaks Hebrew</source>
        <translation>Говорит на иврите</translation>
    </message>
    <message>
        <source>Both sides</source>
        <translation>Обе стороны</translation>
    </message>
    <message>
        <source>Patient&apos;s side</source>
        <translation>Сторона пациента</translation>
    </message>
    <message>
        <source>Agent&apos;s side</source>
        <translation>Сторона оператора</translation>
    </message>
    <message>
        <source>Unknown caller</source>
        <translation>Неизвестный абонент</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) share this number</source>
        <translation>
            <numerusform>Номер у %n человека</numerusform>
            <numerusform>Общий номер: %n человека</numerusform>
            <numerusform>Общий номер: %n человек</numerusform>
        </translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>Номер скрыт</translation>
    </message>
    <message>
        <source>Good line</source>
        <translation>Связь хорошая</translation>
    </message>
    <message>
        <source>Fair line</source>
        <translation>Связь средняя</translation>
    </message>
    <message>
        <source>Poor line</source>
        <translation>Связь плохая</translation>
    </message>
    <message numerus="yes">
        <source>%n year(s)</source>
        <translation>
            <numerusform>%n год</numerusform>
            <numerusform>%n года</numerusform>
            <numerusform>%n лет</numerusform>
        </translation>
    </message>
    <message>
        <source>Outgoing call</source>
        <translation>Исходящий звонок</translation>
    </message>
    <message>
        <source>Outside hours</source>
        <translation>Вне часов работы</translation>
    </message>
    <message>
        <source>Left a message</source>
        <translation>Оставил сообщение</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Last contacts</source>
        <translation>Последние контакты</translation>
    </message>
    <message>
        <source>No earlier contact with the centre.</source>
        <translation>Раньше в центр не обращался.</translation>
    </message>
</context>
<context>
    <name>TodayPlot</name>
    <message>
        <source>Calls per hour</source>
        <translation>Звонков в час</translation>
    </message>
</context>
<context>
    <name>Unfinished</name>
    <message>
        <source>Unfinished</source>
        <translation>Незавершённое</translation>
    </message>
    <message>
        <source>Nothing waits: every record is saved.</source>
        <translation>Ничего не ждёт: все записи сохранены.</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) saved here, will be sent</source>
        <translation>
            <numerusform>%n запись сохранена здесь, будет отправлена</numerusform>
            <numerusform>%n записи сохранены здесь, будут отправлены</numerusform>
            <numerusform>%n записей сохранены здесь, будут отправлены</numerusform>
        </translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Дописать</translation>
    </message>
    <message>
        <source>Refused by the server</source>
        <translation>Сервер отказал</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Отправить снова</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>и ещё %n</numerusform>
            <numerusform>и ещё %n</numerusform>
            <numerusform>и ещё %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Finish the record of {who}</source>
        <translation>Завершить запись: {who}</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Sign in</source>
        <translation>Вход</translation>
    </message>
</context>
<context>
    <name>Worklist</name>
    <message numerus="yes">
        <source>%n more before the list gives up</source>
        <translation>
            <numerusform>осталась %n попытка</numerusform>
            <numerusform>осталось %n попытки</numerusform>
            <numerusform>осталось %n попыток</numerusform>
        </translation>
    </message>
    <message>
        <source>Call back</source>
        <translation>Перезвонить</translation>
    </message>
    <message>
        <source>Keep the message…</source>
        <translation>Сохранить сообщение…</translation>
    </message>
    <message>
        <source>Postpone…</source>
        <translation>Отложить…</translation>
    </message>
    <message>
        <source>Close…</source>
        <translation>Закрыть…</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>Взять</translation>
    </message>
    <message>
        <source>Give back</source>
        <translation>Вернуть</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>Попытки</translation>
    </message>
    <message>
        <source>Notes for whoever calls</source>
        <translation>Заметки для того, кто будет звонить</translation>
    </message>
    <message>
        <source>Nobody has called yet.</source>
        <translation>Ещё никто не звонил.</translation>
    </message>
    <message>
        <source>In 30 minutes</source>
        <translation>Через 30 минут</translation>
    </message>
    <message>
        <source>In 2 hours</source>
        <translation>Через 2 часа</translation>
    </message>
    <message>
        <source>In 4 hours</source>
        <translation>Через 4 часа</translation>
    </message>
    <message>
        <source>Tomorrow at 9:00</source>
        <translation>Завтра в 9:00</translation>
    </message>
    <message>
        <source>Last call {time}</source>
        <translation>Последний звонок {time}</translation>
    </message>
    <message>
        <source>first {time}</source>
        <translation>первый {time}</translation>
    </message>
    <message>
        <source>not before {time}</source>
        <translation>не раньше {time}</translation>
    </message>
    <message>
        <source>Keep the message</source>
        <translation>Сохранить сообщение</translation>
    </message>
    <message>
        <source>Call-backs</source>
        <translation>Обратные звонки</translation>
    </message>
    <message>
        <source>Take the next</source>
        <translation>Взять следующий</translation>
    </message>
    <message>
        <source>Call-backs: mine, open, later</source>
        <translation>Обратные звонки: мои, открытые, позже</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>Обновить</translation>
    </message>
    <message>
        <source>Nobody is owed a call.</source>
        <translation>Никому не нужно перезванивать.</translation>
    </message>
    <message>
        <source>Message kept as {file}</source>
        <translation>Сообщение сохранено как {file}</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Мои</translation>
    </message>
    <message>
        <source>Open to everybody</source>
        <translation>Открытые для всех</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Позже</translation>
    </message>
    <message numerus="yes">
        <source>%n missed call(s)</source>
        <translation>
            <numerusform>%n пропущенный звонок</numerusform>
            <numerusform>%n пропущенных звонка</numerusform>
            <numerusform>%n пропущенных звонков</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n try/tries</source>
        <translation>
            <numerusform>%n попытка</numerusform>
            <numerusform>%n попытки</numerusform>
            <numerusform>%n попыток</numerusform>
        </translation>
    </message>
    <message>
        <source>at {time}</source>
        <translation>в {time}</translation>
    </message>
    <message>
        <source>Gave up after {time}</source>
        <translation>Не дождался, ждал {time}</translation>
    </message>
    <message>
        <source>Hung up at once</source>
        <translation>Сразу положил трубку</translation>
    </message>
    <message>
        <source>Called outside hours</source>
        <translation>Звонил вне часов работы</translation>
    </message>
    <message>
        <source>Left a message ({time})</source>
        <translation>Оставил сообщение ({time})</translation>
    </message>
    <message>
        <source>is being called</source>
        <translation>идёт вызов</translation>
    </message>
    <message>
        <source>reached</source>
        <translation>дозвонились</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>нет ответа</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>занято</translation>
    </message>
    <message>
        <source>did not connect</source>
        <translation>не соединилось</translation>
    </message>
    <message>
        <source>Solved otherwise</source>
        <translation>Решено иначе</translation>
    </message>
    <message>
        <source>No longer needed</source>
        <translation>Больше не нужно</translation>
    </message>
    <message>
        <source>Wrong number</source>
        <translation>Неверный номер</translation>
    </message>
    <message>
        <source>Does not want to be called</source>
        <translation>Не хочет, чтобы ему звонили</translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n мин</numerusform>
            <numerusform>%n мин</numerusform>
            <numerusform>%n мин</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h</source>
        <translation>
            <numerusform>%n ч</numerusform>
            <numerusform>%n ч</numerusform>
            <numerusform>%n ч</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n день</numerusform>
            <numerusform>%n дня</numerusform>
            <numerusform>%n дней</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A call-back is owed: %n missed call(s)</source>
        <translation>
            <numerusform>Нужно перезвонить: %n пропущенный звонок</numerusform>
            <numerusform>Нужно перезвонить: %n пропущенных звонка</numerusform>
            <numerusform>Нужно перезвонить: %n пропущенных звонков</numerusform>
        </translation>
    </message>
    <message>
        <source>Returns our call of {time} ({agent})</source>
        <translation>Перезванивает на наш звонок {time} ({agent})</translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message>
        <source>Unfold the wrap-up panel</source>
        <translation>Развернуть панель обработки</translation>
    </message>
    <message>
        <source>You did not take a call, so no more will come. Say ready ({key}) when you are back.</source>
        <translation>Вы не ответили на звонок, новые не поступают. Когда вернётесь, нажмите «Готов» ({key}).</translation>
    </message>
</context>
<context>
    <name>WrapUpFields</name>
    <message>
        <source>Type a part of it</source>
        <translation>Введите часть названия</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Зачем?</translation>
    </message>
    <message>
        <source>Day of the follow-up</source>
        <translation>День повторного звонка</translation>
    </message>
    <message>
        <source>Reason of the follow-up</source>
        <translation>Причина повторного звонка</translation>
    </message>
    <message>
        <source>Less</source>
        <translation>Свернуть</translation>
    </message>
    <message>
        <source>More about this call…</source>
        <translation>Ещё об этом звонке…</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Да</translation>
    </message>
    <message>
        <source>Partly</source>
        <translation>Частично</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Нет</translation>
    </message>
    <message>
        <source>Not asked for</source>
        <translation>Не нужна</translation>
    </message>
    <message>
        <source>Wanted</source>
        <translation>Нужен</translation>
    </message>
    <message>
        <source>Booked</source>
        <translation>Записан</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>Нужна</translation>
    </message>
    <message>
        <source>Waiting list</source>
        <translation>Лист ожидания</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>Отказался</translation>
    </message>
    <message>
        <source>Not possible</source>
        <translation>Невозможно</translation>
    </message>
    <message>
        <source>Not needed</source>
        <translation>Не нужен</translation>
    </message>
    <message>
        <source>Matter</source>
        <translation>Тема</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>Решено</translation>
    </message>
    <message>
        <source>Appointment</source>
        <translation>Запись на приём</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>Повторный звонок</translation>
    </message>
    <message>
        <source>How the patient found us</source>
        <translation>Откуда узнали о нас</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Заметки</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Итог</translation>
    </message>
    <message>
        <source>On which day: {format}, or +7</source>
        <translation>День: {format} или +7</translation>
    </message>
    <message>
        <source>{field} · required</source>
        <translation>{field} · обязательно</translation>
    </message>
</context>
<context>
    <name>WrapUpPanel</name>
    <message>
        <source>The server refused this record</source>
        <translation>Сервер отказался принять запись</translation>
    </message>
    <message>
        <source>Wrap-up</source>
        <translation>Обработка</translation>
    </message>
    <message>
        <source>Notes of the call</source>
        <translation>Заметки по звонку</translation>
    </message>
    <message>
        <source>What was it about, what was agreed?</source>
        <translation>О чём говорили, о чём договорились?</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Message…</source>
        <translation>Сообщение…</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Throw these notes away for good</source>
        <translation>Удалить эти заметки навсегда</translation>
    </message>
    <message>
        <source>One minute more</source>
        <translation>Ещё минуту</translation>
    </message>
    <message>
        <source>Fold the panel</source>
        <translation>Свернуть панель</translation>
    </message>
    <message>
        <source>Go to the current call</source>
        <translation>К текущему звонку</translation>
    </message>
    <message>
        <source>Write a message to the patient</source>
        <translation>Написать пациенту</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Сохранено</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>Осталось {time}</translation>
    </message>
    <message>
        <source>Notes  {key}</source>
        <translation>Заметки  {key}</translation>
    </message>
    <message>
        <source>Outcome  {key}</source>
        <translation>Итог  {key}</translation>
    </message>
    <message>
        <source>Saved here, will be sent</source>
        <translation>Сохранено здесь, будет отправлено</translation>
    </message>
    <message>
        <source>Draft saved here; the server is away</source>
        <translation>Черновик сохранён здесь; сервер недоступен</translation>
    </message>
    <message>
        <source>Draft saved on this computer</source>
        <translation>Черновик сохранён на этом компьютере</translation>
    </message>
    <message>
        <source>Still missing: {fields}</source>
        <translation>Не хватает: {fields}</translation>
    </message>
</context>
</TS>
