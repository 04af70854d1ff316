import sys; sys.path.insert(0,"/work/me")
from po_letter import add
add({
"Temaer og punkter står nu efter antal borde.":("Themes and points are now in order of the number of tables.","الموضوعات والنقاط مرتّبة الآن حسب عدد الطاولات."),
"Nu står alt som ved sorteringen.":("Everything is now in the order of the sorting.","كل شيء الآن بترتيب الفرز."),
"Rækkefølgen":("The order","الترتيب"),
"Temaer og punkter står efter antal borde: det mest sagte først.":("Themes and points are in order of the number of tables: what was said most comes first.","الموضوعات والنقاط مرتّبة حسب عدد الطاولات: الأكثر ذكرًا أولًا."),
"Som ved sorteringen":("As in the sorting","كما في الفرز"),
"Temaer og punkter står som ved sorteringen. Mailen viser altid det mest sagte i hvert tema.":("Themes and points are in the order of the sorting. The email always shows what was said most in each theme.","الموضوعات والنقاط بترتيب الفرز. يعرض البريد الإلكتروني دائمًا الأكثر ذكرًا في كل موضوع."),
"Efter antal borde":("By number of tables","حسب عدد الطاولات"),
"Sagt ved kun ét bord:":("Said at only one table:","قيل على طاولة واحدة فقط:"),
"Punkterne under »%(what)s« står i en anden rækkefølge.":("The points under “%(what)s” are in a different order.","النقاط تحت «%(what)s» بترتيب آخر."),
})
