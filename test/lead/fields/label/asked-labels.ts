/** Labels as public forms, form plug-ins, CRMs, shops and address books have them, one a line. */
export const ASKS: Record<string, string> = {
  phone: `
    ctl00$Main$txtPhone
    ctl00$ContentPlaceHolder1$tbPhone
    student_phone
    Call me at
    Where can we call you?
    Text me at
    caller_id
    From Number
    מספר מתקשר
    לאיזה מספר נחזור אליך?
    באיזה מספר ניתן להשיג אותך?
    טלפוו
    טלפן
    טלפןן
    טילפון
    תלפון
    telephnoe
    ما هو رقم هاتفك؟
    Ваш номер
    Контактный номер
    Телефон клиента
    Quel est votre numéro de téléphone ?
    Coordonnées téléphoniques
    Número de contacto
    Número telefónico
    ¿Cuál es tu número de teléfono?
    Ingresa tu teléfono
    Festnetz
    Rückrufnummer
    Phone Number*
    Your phone number
    Phone (required)
    Enter your phone number
    Please enter your phone
    billing_phone
    billing_phone_number
    billingPhone
    customerPhoneNumber
    customer[phone]
    phone_1518017930485
    phone-number-field
    field_phone
    form_field_phone
    form-field-tel
    input_phone
    txtPhone
    txt_telephone
    lead_phone_number
    contact_phone_no
    Contact no.
    Contact Number:
    Ph. No
    Ph No
    Tel. No.
    Tel no
    Tel:
    telephone1
    phonenumber1
    Best phone number
    Best number to reach you
    Best phone number to reach you
    Best contact number
    Number to call you on
    What is your phone number?
    What's your phone number?
    Your best phone number
    Preferred phone number
    Daytime phone
    Primary Phone Number
    Phone 1
    Phone Number (with area code)
    Phone number (we will text you)
    Phone number for our records
    Phone number to call you back
    home_phone
    Home phone number
    Personal phone
    Participant phone
    Guest phone
    attendee_phone_number
    applicant_phone
    person.phone
    user_phone
    visitor_phone
    No Label tel
    Telephone / Phone
    PHONE_NUM
    Phone#
    phoneNo
    PhoneNumber__c
    מספר הטלפון
    מספר הטלפון שלך
    מספר טלפון:
    מס' טלפון ליצירת קשר
    מס. טלפון
    מספר טל
    הטלפון שלכם
    טלפון לחזרה
    טלפון לחזרה מהירה
    טלפון לתיאום פגישה
    טלפון ליצירת קשר עם הלקוח
    טלפון בבית
    טלפון הלקוח
    טלפון לקוח
    טלפון של הלקוח
    טלפון המתקשר
    טלפון הפונה
    טלפון איש קשר
    נא להזין מספר טלפון
    הזינו מספר טלפון
    מה מספר הטלפון שלך?
    מספר ליצירת קשר
    מספר להתקשרות
    טלפון (חובה)
    *טלפון
    טלפון ראשי
    טלפון אישי
    Téléphone
    Numéro de téléphone
    Votre numéro de téléphone
    Votre téléphone
    N° de téléphone
    Tél.
    Teléfono
    Número de teléfono
    Numero de telefono
    Tu teléfono
    Teléfono de contacto
    Telefonnummer
    Ihre Telefonnummer
    Telefon-Nr.
    Rufnummer
    Телефон
    Номер телефона
    Ваш телефон
    Контактный телефон
    Ваш номер телефона
    رقم الهاتف
    الهاتف
    رقم هاتفك
    Telefone
    Telefono`,
  mobile: `
    wa_number
    tel_nayad
    Вацап
    WhatsApp / Telegram
    Natel
    Mobilfunknummer
    ctl00$cph$tbMobile
    סלולאי
    Mobile Number
    Your mobile
    Mobile no.
    mobile_no
    mobileNumber
    Mob. No.
    Cell Phone Number
    Cell #
    cellphone
    Phone (mobile)
    Phone (WhatsApp)
    Phone (cell)
    Phone / WhatsApp
    WhatsApp Number
    Whatsapp phone number
    Your WhatsApp number
    customer_mobile
    billing_mobile
    contactMobile
    mobilephone1
    Mobile phone (required)
    Mobile number to reach you
    GSM
    סלולארי
    סלולרי
    מספר סלולרי
    מס' נייד
    מספר הנייד
    הנייד שלך
    טלפון סלולארי
    טלפון סלולרי
    טלפון נייד שלך
    טלפון נייד לחזרה
    נייד לחזרה
    מספר פלאפון
    הפלאפון שלך
    פלאפון
    טל' נייד
    מספר וואטסאפ
    ווצאפ
    Handynummer
    Handy
    Mobilnummer
    Mobiltelefon
    Portable
    Numéro de portable
    Móvil
    Celular
    Número de celular
    Teléfono móvil
    Teléfono celular
    Мобильный телефон
    Мобильный
    Номер мобильного телефона
    جوال
    رقم الجوال
    الجوال
    رقم الموبايل
    واتساب`,
  otherPhone: `
    Other phone
    Alternate phone number
    Alternative phone
    Alternate mobile number
    Secondary phone
    Second phone number
    Additional phone
    Phone 2
    phone_2
    telephone2
    phonenumber2
    Mobile 2
    Work Phone
    work_phone_number
    Office phone
    Business Phone 1
    Business phone number
    Work mobile
    Phone (work)
    Phone (office)
    Phone (other)
    טלפון נוסף
    מספר טלפון נוסף
    טלפון נייד נוסף
    נייד נוסף
    טלפון 2
    נייד 2
    טלפון שני
    טלפון אחר
    טלפון בעבודה
    טלפון עבודה
    טלפון (עבודה)
    טלפון משני
    Рабочий телефон
    Дополнительный телефон
    Autre téléphone
    Otro teléfono
    Teléfono del trabajo
    Weitere Telefonnummer`,
  fax: `
    Fax number
    Fax No.
    Business Fax
    Home Fax
    Office fax
    Other Fax
    company_fax
    Fax (work)
    מספר פקס
    פקס בעבודה
    פקס המשרד
    Факс
    Télécopie
    فاكس`,
  email: `
    ctl00$Main$txtEmail
    tb_mail
    Emial
    emailadress
    student_email
    Reply-to email
    אמייל
    דואר אלקטורני
    מייל לקבלת קבלה
    ما هو بريدك الإلكتروني؟
    البريد الاكتروني
    Courrier électronique
    Elektronische Post
    Quelle est votre adresse e-mail ?
    ¿Cuál es tu correo electrónico?
    Email corporativo
    Geschäftliche E-Mail-Adresse
    Adresse électronique
    Ihre elektronische Adresse
    login email
    E-mail
    E-Mail:
    Email Address*
    Your email address
    Enter your email
    Please enter your e-mail address
    What is your email?
    Email (required)
    billing_email
    billingEmail
    customer_email
    customer[email]
    email_1518017977422
    No Label email
    form_field_email
    input_email
    txtEmail
    contact_email
    contactEmail
    emailaddress1
    email_address_2
    user_email
    lead_email
    attendee_email
    participant e-mail
    invitee_email
    Personal Email
    Work email address
    Business e-mail
    Primary e-mail
    Preferred email
    Best email
    Best email to reach you
    Email to send the quote to
    Email ID
    Email 1
    Confirm your e-mail address below
    Home Email
    Mail address
    אימייל שלך
    כתובת המייל
    כתובת המייל שלך
    כתובת מייל:
    כתובת אימייל
    כתובת האימייל שלך
    כתובת דואר אלקטרוני
    דואר אלקטרוני
    דוא"ל
    דוא״ל:
    מייל לחזרה
    מייל ליצירת קשר
    מייל של הלקוח
    המייל שלכם
    אי-מייל
    אימייל (חובה)
    Adresse e-mail
    Adresse email
    Votre adresse e-mail
    Votre email
    Courriel
    Adresse courriel
    Correo electrónico
    Correo
    Tu correo electrónico
    Dirección de correo electrónico
    E-Mail-Adresse
    Ihre E-Mail-Adresse
    Электронная почта
    Эл. почта
    Ваш email
    Почта
    Адрес электронной почты
    البريد الإلكتروني
    الايميل
    بريدك الالكتروني`,
  fullName: `
    Student Name
    ctl00$Main$txtName
    שם המבקש
    שם המטופל
    שם השולח
    שם מועמד
    שם מלא בעברית
    shem
    الاسم الثلاثي
    اسم العميل
    ما اسمك؟
    الاسم الأول والأخير
    Как к вам обращаться?
    Имя клиента
    Фамилия Имя Отчество
    Контактное лицо
    Comment vous appelez-vous ?
    Quel est votre nom ?
    ¿Cómo te llamas?
    Nombre del cliente
    Wie heißen Sie?
    Ansprechpartner
    Vor- & Zuname
    Contact person
    איש הקשר
    איך קוראים לך?
    Как вас зовут?
    Nome e cognome
    Фамилия Имя
    שם + שם משפחה
    nf-field-name
    user_full_name
    Volledige naam
    Legal name
    Name (first & last)
    Your name
    Your full name
    Full Name*
    Name (required)
    name_1518017922687
    No Label name
    Contact name
    Customer Name
    client_name
    Name of client
    Name of the customer
    Guest name
    Participant name
    Applicant's name
    Attendee Name
    participant_full_name
    First and last name
    First & Last Name
    First name and surname
    Name and surname
    Name and family name
    Enter your name
    Please enter your full name
    What is your name?
    What's your name?
    What is your full name?
    Complete name
    billing_name
    billing_full_name
    person_name
    lead_name
    txtName
    form_field_name
    שם ומשפחה
    שם ושם משפחה
    שם פרטי ומשפחה
    שם פרטי ושם משפחה
    שם מלא (חובה)
    השם המלא
    השם שלך
    שם הלקוח
    שם לקוח
    שם הפונה
    שם המתקשר
    שם המתעניין
    מה שמך?
    מה השם שלך?
    איש קשר - שם
    שם איש הקשר
    Nom complet
    Nom et prénom
    Prénom et nom
    Votre nom
    Nombre completo
    Nombre y apellidos
    Tu nombre
    Vor- und Nachname
    Ihr Name
    Vollständiger Name
    Ваше имя
    ФИО
    Имя и фамилия
    الاسم
    الاسم الكامل
    اسمك`,
  firstName: `
    shem_prati
    ש. פרטי
    Nombre de pila
    Rufname
    Name (First)
    voornaam
    Imię
    Legal first name
    user_first_name
    First Name*
    Your first name
    firstname_1518017922687
    billing_first_name
    billingFirstName
    customer_first_name
    contact first name
    Given Name
    Fname
    first_name_2
    participant.firstname
    שם פרטי:
    השם הפרטי
    שמך הפרטי
    השם הפרטי שלך
    שם פרטי של הלקוח
    Prénom
    Votre prénom
    Vorname
    Ihr Vorname
    الاسم الأول`,
  lastName: `
    ש. משפחה
    الاسم الأخير
    Primer apellido
    Zuname
    Name (Last)
    Last Name / Surname
    שם משפחתך
    Nazwisko
    Legal last name
    Family name (surname)
    Last Name*
    Your last name
    lastname_1518017924996
    billing_last_name
    customer_last_name
    Family Name
    Surname
    Lname
    Your surname
    שם משפחה:
    שם המשפחה
    שם המשפחה שלך
    Nom de famille
    Apellido
    Apellidos
    Nachname
    Familienname
    Фамилия
    Ваша фамилия
    اسم العائلة
    اللقب`,
  company: `
    Название компании
    Firmenname
    Company*
    Company name
    Your company
    Your company name
    Name of company
    Name of your business
    company_name_1
    billing_company
    companyName
    Business name
    Organization
    Organisation name
    Employer
    שם החברה
    שם חברה
    שם העסק
    שם העסק שלך
    שם הארגון
    חברה / ארגון
    Entreprise
    Nom de l'entreprise
    Société
    Empresa
    Nombre de la empresa
    Firma
    Unternehmen
    Компания
    Название компании x`.replace(/\n[^\n]* x/, ''),
  notes: `
    What are you looking for?
    Project details
    free text
    מידע נוסף
    ספר לנו עוד
    כתבו לנו
    תיאור הפנייה
    בקשות מיוחדות
    מה תרצו לדעת?
    רוצה להוסיף משהו?
    نص الرسالة
    استفسارك
    تفاصيل الطلب
    كيف يمكننا مساعدتك؟
    اكتب رسالتك
    التعليق
    Текст сообщения
    Чем мы можем помочь?
    Дополнительная информация
    Пожелания
    Votre demande
    Informations complémentaires
    Précisions
    Observaciones
    ¿Cómo podemos ayudarte?
    Detalles
    Mitteilung
    Ihr Anliegen
    Freitext
    Tell us about your agent
    Any questions?
    What can we do for you?
    Special requests
    Reason for contact
    הודעה חופשית
    פירוט הבקשה
    Message
    Your message
    Comment or Message
    Comments / Questions
    Questions or comments
    message_1518017977999
    No Label message
    your_message
    Enter your message
    Leave us a message
    Write your message here
    Additional comments
    Additional notes
    customer_note
    order_comments
    How can we help?
    How can we help you?
    How can we help you today?
    How may we help you?
    What can we help you with?
    Tell us about your project
    Anything else?
    Anything else we should know?
    Your inquiry
    Feedback
    הודעה
    תוכן ההודעה
    ההודעה שלך
    ההודעה שלכם
    הודעתך
    פנייתך
    תוכן הפנייה
    הערות נוספות
    הערות הלקוח
    הערה
    שאלה
    במה נוכל לעזור?
    במה אפשר לעזור
    איך נוכל לעזור לך?
    כתבו לנו הודעה
    Votre message
    Commentaires
    Mensaje
    Tu mensaje
    Comentarios
    Nachricht
    Ihre Nachricht
    Bemerkungen
    Сообщение
    Ваше сообщение
    Комментарий
    رسالتك
    ملاحظات`,
  city: `
    Which city do you live in?
    City of residence
    Ort
    Your city
    billing_city
    customer_city
    address1_city
    City / Town
    עיר מגורים
    העיר שלך
    ישוב
    Ville
    Ciudad
    Stadt
    Город
    المدينة`,
  postalCode: `
    Zip code
    billing_postcode
    address1_postalcode
    Postal Code*
    Postleitzahl
    PLZ
    Code postal
    Código postal
    מיקוד`,
  address: `
    Straße und Hausnummer
    Your address
    Street address
    billing_address
    billing_address_1
    home_address
    Full Address
    כתובת מגורים
    הכתובת שלך
    כתובת מלאה
    Adresse
    Votre adresse
    Dirección
    Anschrift
    Адрес`,
  birthDate: `
    Date of Birth
    Birth date
    Your birthday
    date_of_birth
    תאריך לידה
    תאריך הלידה
    Date de naissance
    Fecha de nacimiento
    Geburtsdatum
    Дата рождения`,
};

/** Labels that speak of somebody else, or about a field, though they hold its word. */
export const ASKS_FOR_NONE = `
  contact_us_email
  Contact us: phone
  Email us
  מייל לקבלת לידים
  Office email
  מייל משרד
  ctl00$AgentPanel$txtPhone
  טלפון של ההורה
  Название
  Отчество
  תעודת עובד
    request_id
    message uuid
    reason_code
    request date
    event request
    username
    login
    cc_name
    Do you have a company?
    nickname
    organizationId
    organization_id
    company_uuid
    company_id
    first_form
    last_form
    Company phone
    Company phone number
    Company e-mail
    Company address email
    Organization phone
    Employer phone
    Emergency contact phone
    Emergency contact name
    emergency_contact_number
    Emergency phone
    Phone (emergency)
    Referrer email
    Referrer name
    Referred by (phone)
    referral_phone
    Friend's email
    Friend's phone number
    Spouse name
    Spouse's mobile
    Partner phone
    Parent phone
    Mother's name
    Child name
    Agent phone
    agent_email
    Agent name
    Salesperson e-mail
    salesman_phone
    Branch phone
    branch_email
    Branch name
    Store phone
    Owner name
    Owner email
    assigned_to_email
    Staff email
    Manager phone
    Doctor's phone
    Supervisor name
    Landlord phone number
    Reference phone
    Vendor email
    Dealer name
    Recipient name
    recipient_phone
    Sender email
    Host name
    Organizer email
    Website owner email
    Admin email
    Our phone
    Called number
    Previous phone number
    Phone type
    phone_type
    Type of phone
    Phone model
    Which phone do you have?
    Phone brand
    Phone provider
    Number of phones
    Phone verified
    phone_verified
    Email verified
    email_status
    email_opt_in_date
    Email preferences
    Email type
    Email consent
    Do you want to receive e-mails?
    Can we text you on your mobile?
    Best time to call
    Best time to call you
    Preferred contact method
    Preferred method of contact
    Contact preference
    How should we contact you?
    Time to contact
    When should we call?
    Call time
    How did you hear about us?
    Name of the form
    Form name
    form_name
    Page name
    Page title
    Campaign name
    Name of the campaign
    Ad name
    adset_name
    Product name
    Project name
    Event name
    File name
    User name
    username
    Nickname
    Pet's name
    Maiden name
    Account number
    Tracking number
    Order number
    Invoice number
    Card number
    Number of employees
    Number of rooms
    Company size
    Company type
    lead_id
    contact_id
    Contact type x
    Email template
    Email subject
    Phone calls
    IP address
    Mac address
    Place of birth
    City of birth
    Country code of birth
    טלפון של המשרד
    טלפון המשרד
    טלפון החברה
    טלפון של החברה
    מייל של החברה
    טלפון חירום
    טלפון לשעת חירום
    טלפון של הסוכן
    טלפון הסוכן
    טלפון הסניף
    שם הסניף
    שם הסוכן
    שם הממליץ
    טלפון הממליץ
    שם האם
    שם האב
    טלפון ההורה
    שם הילד
    שם בן הזוג
    טלפון בן הזוג
    טלפון של חבר
    מייל הסוכן
    שם הטופס
    שם הקמפיין
    שם הדף
    שם המוצר
    סוג טלפון
    סוג הטלפון
    דגם הטלפון
    מתי נוח להתקשר?
    שעה נוחה לשיחה
    שעה מועדפת להתקשרות
    אופן יצירת קשר
    דרך התקשרות מועדפת
    איך שמעת עלינו?
    מספר הזמנה
    מספר ילדים
    מספר חדרים
    אישור קבלת מיילים
    מאשר קבלת דיוור במייל
    האם יש לך טלפון?
    מספר עובדים
    Téléphone d'urgence
    Téléphone de l'agence
    Nombre del agente
    Teléfono de emergencia
    Тип телефона
    Имя менеджера
    Notfallkontakt Telefon
    رقم الطوارئ
    Plumber phone
    Plumber's number
    Telegram channel
    Hotel
    Tel Aviv
    Telecom
    clienttel-aviv`.replace(/\n[^\n]* x(?=\n)/, '');
