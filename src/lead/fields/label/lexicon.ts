/**
 * What a word says in a label. `mine` says nothing beside the field it goes with; `foreign` names somebody or something
 * else than the person who asks; `about` makes a label speak about a field instead of asking for it.
 */
export type Meaning =
  | 'phone'
  | 'mobile'
  | 'fax'
  | 'email'
  | 'name'
  | 'first'
  | 'last'
  | 'full'
  | 'company'
  | 'address'
  | 'street'
  | 'city'
  | 'zip'
  | 'postal'
  | 'country'
  | 'code'
  | 'area'
  | 'dial'
  | 'extension'
  | 'identity'
  | 'gender'
  | 'birth'
  | 'date'
  | 'website'
  | 'job'
  | 'title'
  | 'message'
  | 'news'
  | 'number'
  | 'call'
  | 'other'
  | 'office'
  | 'mine'
  | 'and'
  | 'purpose'
  | 'id'
  | 'form'
  | 'user'
  | 'thing'
  | 'foreign'
  | 'about'
  | 'ask';

/**
 * The words of labels by what they say, in English, Hebrew, and the commoner ones of Arabic, Russian, French, Spanish,
 * German, Portuguese and Italian. Collected from the field names of public form plug-ins, CRMs and address books.
 */
export const LEXICON: readonly (readonly [Meaning, string])[] = [
  [
    'phone',
    `phone phones telephone telephones tel tele telefon telefono telefone telefoon téléphone tél teléfono тел телефон телефона телефону ph fon fono phon landline telefonnummer rufnummer tlf tlfn phonenumber telnum telno telnr telefonnr téléphonique téléphoniques telefónico telefónica festnetz festnetznummer`,
  ],
  ['phone', `טלפון טלפונים טל טלפוני טלפונך טלפונית הטל הטלפון هاتف هاتفك تليفون تلفون هواتف`],
  [
    'mobile',
    `mobile mobiles mobil mobiltelefon mob mobileno cell cellphone cellphones cellular cel celular cellulare handy handynummer handynr portable gsm whatsapp whatsap watsapp wapp sms smartphone handphone móvil movil telemóvel natel mobilfunk mobilfunknummer`,
  ],
  [
    'mobile',
    `נייד ניד הנייד סלולרי סלולארי סלולר סלולאר סלולארית סלולרית סלולרי פלאפון פלאפונים פלפון פלא ווטסאפ וואטסאפ ווצאפ וואצאפ וטסאפ ווטצאפ`,
  ],
  ['mobile', `جوال جوالك موبايل محمول واتساب واتس خلوي نقال واتسآب واتس`],
  ['mobile', `моб мобильный мобильного мобильному мобильник сотовый сотового ватсап вотсап вацап ватсапп`],
  ['fax', `fax faxes faxnumber faxnummer telefax facsimile פקס פקסים פקסימיליה факс факса فاكس télécopie telecopia`],
  [
    'email',
    `email emails mail eml emailid emailaddress emailadresse mailadresse courriel mél correo correos אימייל אימיל איימיל אימאיל איימייל מייל מיילים מיילך דואל דואר имейл емейл мейл почта почты почте почту بريد بريدك ايميل ايميلك الايميل إيميل courrier`,
  ],
  [
    'name',
    `name names nom nombre nome naam имя имени שם שמך שמכם שמו שמה اسم اسمك зовут קוראים heissen llamas обращаться`,
  ],
  [
    'first',
    `first vor fname firstname given givenname forename forenames prénom prénoms vorname voornaam imię פרטי פרטית הפרטי الأول الاول الاولي`,
  ],
  [
    'last',
    `last lname lastname surname surnames sname family familyname apellido apellidos nachname familienname famille משפחה משפחתי משפחתך משפחתכם soyad soyadı nazwisko фамилия фамилии фамилию العائلة عائلة اللقب لقب cognome sobrenome achternaam الأخير الاخير zuname zunamen`,
  ],
  [
    'full',
    `full fullname volledige complete completo completa complet whole entire מלא המלא полное полный كامل الكامل vollständiger vollständig фио الثلاثي الرباعي`,
  ],
  [
    'company',
    `company companies business organization organisation org firm corporation corp enterprise employer חברה עסק ארגון entreprise société empresa firma unternehmen компания компании организация организации фирма شركة شركتك مؤسسة منشأة azienda societa firmenname unternehmensname`,
  ],
  [
    'address',
    `address addresses adress addr address1 adresse adressen dirección anschrift adres adrese כתובת כתובתך адрес адреса عنوان عنوانك indirizzo endereço domicilio`,
  ],
  ['street', `street streetaddress rue calle strasse straße רחוב улица شارع via rua`],
  [
    'city',
    `city town ville ciudad stadt cidade città עיר ישוב יישוב город города مدينة مدينتك locality municipality wohnort`,
  ],
  ['zip', `zip zipcode postcode postleitzahl plz מיקוד`],
  ['postal', `postal post почтовый cp`],
  ['country', `country countries pays país ארץ מדינה страна страны دولة بلد الدولة البلد paese`],
  ['code', `code codes código код رمز codice`],
  ['area', `area areacode קידומת kidomet prefix prefijo prefisso préfixe indicatif vorwahl ddd`],
  ['dial', `dial dialing dialling dialcode calling countrycode isd intl cc`],
  ['extension', `ext extension שלוחה durchwahl extensión`],
  ['identity', `תז זהות חפ עוסק identity teudat zehut nationalid idcard dni هوية الهوية هويتك`],
  ['gender', `gender sex מין מגדר sexe género geschlecht пол الجنس`],
  [
    'birth',
    `birth birthday birthdate dob bday born nacimiento naissance geburtsdatum geburtstag geburt לידה הולדת рождения ميلاد nascita nascimento`,
  ],
  [
    'website',
    `website websites site web homepage url webpage אתר האתר сайт сайта موقع webseite internetseite sitio sito`,
  ],
  [
    'job',
    `job jobtitle role position occupation profession תפקיד תפקידך מקצוע משרה עיסוק beruf puesto cargo poste fonction должность المسمى الوظيفة الوظيفي`,
  ],
  ['title', `title titles`],
  [
    'message',
    `message messages comment comments inquiry inquiries enquiry enquiries request requests reason question questions query note notes remark remarks feedback msg textarea הודעה הודעות הודעתך הערה הערות פניה פנייה פנייתך פנייתכם תוכן שאלה שאלתך שאלות בקשה בקשתך פירוט פרוט מהות בקשות`,
  ],
  [
    'message',
    `mensaje mensajes comentario comentarios consulta mensagem commentaire commentaires remarque remarques nachricht nachrichten bemerkung bemerkungen kommentar kommentare anmerkung anmerkungen anfrage сообщение сообщения комментарий комментарии вопрос примечание رسالة رسالتك ملاحظات ملاحظة سؤال استفسار messaggio observación observaciones nota notas detalles demande précision précisions observations mitteilung mitteilungen anliegen freitext hinweis hinweise пожелание пожелания обращение обращения детали замечания الطلب تعليق تعليقات تعليقك تفاصيل ملاحظاتك استفسارك استفسارات سؤالك طلبك`,
  ],
  ['news', `newsletter newsletters mailinglist דיוור ניוזלטר ניוזלעטר`],
  ['number', `number numbers num numb nbr no nr nos numéro numero número nummer מספר מס мספר номер رقم ارقام n # №`],
  [
    'call',
    `call callback reach ring contactable phoned קשר התקשרות להתקשר נתקשר לחזור חזרה שנחזור שנתקשר связи связаться звонка للتواصل تواصل اتصال للاتصال נחזור נתקשר להשיג לחייג rückruf`,
  ],
  [
    'other',
    `second secondary secondry alternate alternative alternativo alt additional another other others extra 2nd 3rd third backup sec נוסף נוספת נוספים נוספות אחר אחרת שני שניה שנייה משני משנית חלופי дополнительный дополнительного другой autre otro otra outro weitere zweite zweiter andere آخر اضافي إضافي secundario secondaire altro`,
  ],
  [
    'other',
    `work workplace dienstlich geschäftlich travail trabajo trabalho arbeit lavoro professionnel рабочий рабочего עבודה العمل عمل geschäftliche geschäftlicher beruflich berufliche professionnelle corporativo laboral рабочая`,
  ],
  ['office', `office bureau oficina büro משרד офис مكتب ufficio`],
  [
    'mine',
    `caller your yours my me mine the a an of in at on with please pls kindly enter insert fill provide give write put share here us valid correct current active working main primary best direct own personal private home house contact contacts customer customers client clients lead person visitor applicant guest participant attendee invitee respondent registrant subscriber member patient caller inquirer buyer purchaser prospect billing bill field fields input txt text lbl value answer required mandatory optional necessary is are s what whats e el electronic electronico electrónico électronique elektronische elektronisch эл электронная электронной электронную 1st one preferred day daytime night evening new confirm confirmation again repeat retype below above leave del bei input inp frm wpforms cf cf7 acf fld nf gf ff q any special legal student candidate residence hausnummer telegram viber quel quelle cuál lautet primer ctl cph tb est es fluentform forminator im`,
  ],
  [
    'mine',
    `שלך שלכם שלכן שלי כתבו כתוב השאירו השאר לנו את נא אנא להזין הזן הזינו הקלד הקלידו רשום מלאו מהו מה מהי הוא היא חובה רשות אופציונלי נדרש עדיף מועדף מועדפת ראשי ראשית אישי אישית בבית בית ביתי קווי פונה מתקשר מתקשרת לקוח לקוחה נרשם מזמין מזמינה מתעניין מתעניינת משתתף משתתפת איש אשת לך לכם אותך חופשי חופשית אלקטרוני אלקטרונית של כאן עדכני זמין תקין שדה תעודת מבקש מבקשת מטופל מטופלת מועמד מועמדת שולח שולחת גולש רוכש רוכשת סטודנט סטודנטית לאיזה באיזה אליך אליכם ניתן בעברית מיוחדות`,
  ],
  [
    'mine',
    `votre vos mon ma le la les de du des d l un une merci entrer saisir saisissez obligatoire principal fixe domicile privé personnel tu su mi el los contacto principal obligatorio favor ingrese escriba fijo casa ihre ihr ihren deine dein bitte eingeben angeben pflichtfeld privat der die das إلكتروني الكتروني إلكترونية ваш ваше ваша вашего введите укажите контактный контактного контактное контактная как вас для домашний основной الخاص بك الكريم الرجاء ادخل أدخل يرجى المنزل شخصي il lo tuo suo seu sua cliente kunde kunden клиент клиента заявителя العميل عميل ما هو هي نص اكتب текст الالكتروني الإلكتروني отчество название к вам ingresa coordonnées`,
  ],
  ['and', `and or und oder et ou y o и или או ו و أو`],
  ['purpose', `for to so where that because if we you your'll case during pour para für чтобы כדי כך`],
  // Among them what form plug-ins write before their fields' names.
  ['id', `id ids uuid guid mf nf ff gf wpf wpcf frm tve fld sib acf`],
  ['user', `user users username login`],
  ['form', `form forms formulaire formulario formular טופס`],
  [
    'thing',
    `page pages campaign campaigns adset adgroup ad ads funnel pipeline product products item items file files image event events project projects course courses list lists group groups tag tags domain brand template bot workspace account accounts pet nick nickname middle maiden host hostname server display folder board column variant device browser screen app application program programme plan package widget popup landing דף עמוד קמפיין מוצר קובץ אירוע פרויקט קורס רשימה קבוצה מודעה תגית`,
  ],
  [
    'foreign',
    `emergency urgence emergencia notfall notfallkontakt экстренный طوارئ referrer referer referral referred referring referrals refer friend friends agent agents realtor broker seller sellers vendor dealer supplier spouse husband wife partner partners parent parents mother father mom dad mum guardian child children son daughter kid kids sister brother sibling relative relatives kin manager managers supervisor boss assistant secretary secretariat reference references landlord tenant doctor physician lawyer attorney accountant representative rep reps salesperson salesman sales support helpdesk branch branches store shop warehouse hotel school staff employee employees owner owners organizer organiser merchant affiliate affiliates marketer sponsor witness guarantor beneficiary nominee driver courier installer technician plumber contractor architect teacher coach therapist reception sender recipient receiver gift bride groom called callee dialed dialled destination virtual hotline helpline switchboard toll admin administrator team department dept previous former old assignee assigned provider carrier host consultant advisor adviser nurse clinic neighbor neighbour colleague coworker shipping delivery consignee publisher influencer tutor trainer`,
  ],
  [
    'foreign',
    `חירום ממליץ ממליצה מפנה הפניה חבר חברים סוכן סוכנת סוכנות מתווך מתווכת מוכר ספק זוג הורה הורים אם אב אמא אבא ילד ילדה ילדים בעל בעלים אישה קרוב קרובה מנהל מנהלת מזכירה מזכירות מעסיק רופא רופאה עורך עוד נציג נציגה מכירות תמיכה שירות סניף חנות מרפאה עובד עובדת נהג טכנאי קבלן קבלה אדריכל מורה מאמן מטפל מוקד מחלקה מרכזיה ערב נמען מקבל חתן כלה קודם ישן שכן שותף שותפה יועץ יועצת שליח משווק אחראי אפוטרופוס לידים`,
  ],
  [
    'foreign',
    `amigo amiga ami amie conjoint époux parrain vertreter makler freund filiale succursale sucursal agence agente chef jefe gerente начальник друг агент филиал менеджер родитель مندوب فرع مدير صديق وكيل زوج vendedor vendeur verkäufer`,
  ],
  [
    'about',
    `type types kind method methods way ways mode channel means preference preferences time times timezone when hour hours until schedule hear heard source origin opt optin optout opted consent consents agree agreed agreement accept accepts accepted subscribe subscribed subscription permission permissions marketing promotional unsubscribe unsubscribed allow allowed verified verify verification validated validation isvalid status confirmed bounced key token hash md5 sha sha1 sha256 count total qty quantity size model make os system bundle repair broken service services color colour price budget amount minutes calls tracking utm keyword format regex pattern mask error placeholder visible hidden enabled disabled available availability ip mac bank credit card holder iban invoice order tax salary history log records label clicked opened received sent hide show raw`,
  ],
  [
    'about',
    `סוג אופן שיטה דרך שעה שעות זמן זמנים מועד מתי ימים מקור הגעת שמעת אישור מאשר מאשרת הסכמה מסכים מסכימה כמות סטטוס דגם תקציב מחיר גודל`,
  ],
  [
    'about',
    `heure heures horaire méthode hora horario método uhrzeit zeit время способ тип tipo typ art وقت طريقة نوع`,
  ],
  ['date', `תאריך date datum fecha дата تاريخ يوم יום`],
  [
    'ask',
    `how do does did have has had which whose why who would want wants can could may should will am many much help tell about else anything need looking האם כמה איזה איזו למה איך כיצד במה לעזור לעשות נוכל ספרו ספר pouvons aider ayudar podemos helfen können помочь نساعدك كيف чем`,
  ],
];
