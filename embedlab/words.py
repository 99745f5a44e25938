"""The words of the small world: entities, their surroundings, and two styles."""

# Sixteen entities of each category. Proper names have a capital letter.
ENTITIES = {
    "mountains": (
        "Alps Himalaya Andes Rockies Pyrenees Carpathians Urals Dolomites "
        "Apennines Caucasus Karakoram Tatras Altai Cascades Atlas Pamirs"
    ),
    "rivers": (
        "Danube Nile Amazon Rhine Mekong Volga Ebro Mississippi "
        "Thames Seine Loire Orinoco Tigris Yangtze Congo Elbe"
    ),
    "cities": (
        "Paris Tokyo Cairo Lima Oslo Madrid Delhi Nairobi "
        "Toronto Berlin Sydney Chicago Lisbon Seoul Vienna Dublin"
    ),
    "countries": (
        "Norway Japan Egypt Peru Kenya Canada Portugal Austria "
        "Ireland Chile Vietnam Poland Greece Brazil Morocco Iceland"
    ),
    "food": (
        "pasta sushi tacos curry pizza ramen salad burgers "
        "soup bread noodles pancakes risotto falafel dumplings omelettes"
    ),
    "drinks": (
        "coffee tea cocoa lemonade cider juice espresso smoothies "
        "wine beer milkshakes kombucha soda mead cappuccino chai"
    ),
    "animals": (
        "pandas tigers dolphins eagles kittens puppies elephants penguins "
        "otters koalas rabbits parrots wolves foxes turtles hedgehogs"
    ),
    "plants": (
        "oaks tulips cacti orchids ferns maples roses bamboo "
        "ivy daisies pines willows lilies moss sunflowers lavender"
    ),
    "professions": (
        "nurses teachers pilots lawyers farmers engineers bakers plumbers "
        "surgeons judges actors librarians carpenters dentists firefighters tailors"
    ),
    "sports": (
        "tennis football rugby cricket golf hockey boxing swimming "
        "cycling rowing judo fencing handball archery surfing volleyball"
    ),
    "instruments": (
        "guitars pianos violins drums trumpets cellos flutes saxophones "
        "harps banjos clarinets ukuleles organs accordions violas mandolins"
    ),
    "vehicles": (
        "trains trams bicycles trucks scooters buses yachts helicopters "
        "tractors motorbikes submarines vans taxis canoes airships rickshaws"
    ),
}
# Who does something, what it is done to, and where: three, three and two words for
# each category. Pairs of categories share some, as hikers see mountains and rivers.
CONTEXT = {
    "mountains": ("climber sherpa hiker", "glaciers avalanches peaks", "summit hut"),
    "rivers": ("angler boatman hiker", "floods dams ferries", "delta riverbank"),
    "cities": ("mayor commuter tourist", "skyscrapers suburbs pigeons", "plaza metro"),
    "countries": (
        "ambassador diplomat tourist",
        "treaties borders passports",
        "embassy parliament",
    ),
    "food": ("chef waiter gourmet", "recipes sauces leftovers", "kitchen restaurant"),
    "drinks": ("barista bartender gourmet", "mugs straws refills", "pub restaurant"),
    "animals": ("vet zookeeper biologist", "nests burrows toys", "zoo sanctuary"),
    "plants": (
        "gardener botanist biologist",
        "petals seeds roots",
        "greenhouse meadow",
    ),
    "professions": (
        "recruiter manager trainee",
        "salaries careers contracts",
        "office interview",
    ),
    "sports": ("referee coach champion", "medals trophies matches", "gym stadium"),
    "instruments": (
        "composer conductor violinist",
        "melodies encores duets",
        "opera stadium",
    ),
    "vehicles": (
        "driver mechanic trainee",
        "engines brakes headlights",
        "garage station",
    ),
}
# An adjective and a verb for each label: 0 is news, 1 is clickbait.
STYLE = (
    (
        "regional federal official independent certified municipal",
        "announces approves investigates reviews postpones funds",
    ),
    (
        "unbelievable hilarious adorable shocking epic weird",
        "adores worships pranks serenades outsmarts befriends",
    ),
)
NEUTRAL = (
    "new local young small old famous",
    "finds studies wants paints misses mentions",
)
TEMPLATES = (
    "{entity}: {adjective} {who} {verb} {what} at the {where}",
    "{adjective} {who} {verb} {entity} and {what} at the {where}",
    "{adjective} {what} at the {where}: {who} {verb} {entity}",
    "no {what} at the {where}: {adjective} {who} {verb} {entity} instead",
    "{adjective} {who} leaves the {where}, {verb} {entity} without {what}",
    "today at the {where}: {adjective} {who} {verb} {entity}, then {what}",
)
