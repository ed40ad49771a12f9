/** First names that are common in Britain and that are no other word. */
export const firstNames: ReadonlySet<string> = new Set(
  (
    'Abi Abby Ady Baz Bev Col Deb Debs Dom Gaz Gabby Hils Izzy Jez Kel Kev Leanne Lou Mags Maz Mel Mo Nat Nicky Ollie Pete Phil Rach Sami Shaz Si Steph Stu Suze Tash Tel Tess Trish Vic Viv Abena Abimbola Adaeze Adebayo Adwoa Afia Afua Akua Ama Amara Ananya Anjali Aoife Arash Aryan Ashok Asif Ayodele Azadeh Babajide Babatunde Balázs Bartek Bartosz Beata Bisi Blerta Branwen Bukola Catrin Chiamaka Chidi Chika Chinedu Chinwe Chioma Ciaran Cormac Cristian Danuta Daria Deepa Dilys Divya Dorota Ebele Efua Eilidh Eimear Ekaterina Elif Elin Emeka Eoin Erika Esi Ewa Faisal Faraz Fareeda Fionn Florin Folake Funmi Gethin Geeta Grażyna Grzegorz Gurpreet Gwyneth Hafsa Halina Hamid Harpreet Harjit Heledd Hira Ifeanyi Ifeoma Ikram Ilona Ines Ioana Ionut Irina Iwona Jagdeep Jaswinder Jaya Jelena Joao Jonas Kalpana Kamila Karolina Katarzyna Kavita Kelechi Kemi Kiran Krystyna Krzysztof Kuba Kulwinder Lakshmi Latifa Leszek Lina Linh Lowri Lucia Lukasz Maciej Mairi Malgorzata Manjit Mansoor Marek Marta Mehwish Mei Meera Mihai Mirela Mohan Monika Mariusz Nadeem Naveed Nasreen Natalia Neeraj Nerys Ngozi Nikhil Nikita Nkechi Nnamdi Nusrat Obinna Oksana Olena Olga Oluchi Orla Parveen Paweł Pooja Radu Rafal Rajesh Rania Ravi Razia Reza Rohan Rubina Rukhsana Sabina Sadia Sagal Sakina Sanjeev Satnam Seema Selin Shabana Shazia Shreya Sibusiso Simran Sorcha Sukhdeep Sumaya Sumaiya Sumera Surinder Suresh Tadhg Taiwo Tanvir Temitope Thabo Tomos Tunde Usha Vasile Vijay Viktor Vlad Waleed Waqas Wei Wiktor Wioletta Wojciech Xin Yetunde Yiannis Yohannes Yolanda Yuki Yuliia Yuri Zeynep Zubair Zubaida ' +
    'Aaliyah Aaron Abdul Abdullah Abigail Adam Adele Adnan Adrian Agnes Agnieszka Ahmed Aidan Aisha Alan Albert Alex Alexander Alexandra Alexandru Alfie Ali Alice Alicia Alison Alistair Amanda Amelia Amina Amir Amit Amy Ana Andrea Andreea Andrew Andrzej Angela Angus Anita Ann Anna Anne Annie Anthony Anya Archie Arjun Arthur Asha Ashley Audrey Ava Ayaan Ayesha ' +
    'Barbara Barry Beatrice Becky Ben Benjamin Bernard Beth Bethany Betty Beverley Bilal Billy Bogdan Brandon Brenda Brian Bridget Bronwen Bryan ' +
    'Callum Cameron Camilla Carl Carmel Carol Caroline Catherine Cathy Cerys Charles Charlie Charlotte Chloe Chris Christina Christine Christopher Ciara Claire Clare Clive Colin Connor Conor Craig Cristina Curtis Cynthia ' +
    'Dafydd Damian Daniel Danielle Danny Darren Dave David Dawid Deborah Debbie Declan Deepak Denise Dennis Derek Derrick Diana Diane Dimitri Dominic Donald Donna Doreen Dorothy Douglas Duncan Dylan ' +
    'Ebony Eddie Edith Edward Eileen Elaine Eleanor Elena Elijah Elizabeth Ella Ellen Ellie Elliot Elsie Emily Emma Emmanuel Eric Erin Esme Esther Ethan Ethel Eva Eve Evelyn Evie ' +
    'Fatima Fatuma Farah Fiona Finn Finlay Frances Francesca Freddie Frederick Freya ' +
    'Gabriel Gareth Gary Gavin Gemma Geoff Geoffrey George Georgina Gerald Geraldine Gillian Gladys Glenn Gloria Gordon Graham Greg Gregory Gwen ' +
    'Habib Hamza Hannah Harold Harriet Harry Harvey Hassan Hayley Helen Henry Hilary Howard Huda Hugh Hussein ' +
    'Ian Ibrahim Idris Imogen Imran Ingrid Iqbal Irene Isaac Isabel Isabella Isla Ismail Ivan ' +
    'Jackie Jacob Jacqueline Jake Jakub Jamal James Jamie Jane Janet Janice Jasmine Jason Jayden Jean Jeff Jennifer Jenny Jeremy Jess Jessica Jill Jim Jimmy Joan Joanna Joanne Joe Joel John Johnny Jonathan Joseph Josh Joshua Joyce Juan Judith Julia Julian Julie ' +
    'Kai Kamal Karen Karl Kasia Kate Katherine Kathleen Kathryn Katie Katy Kayla Keith Kelly Kenneth Kerry Kevin Khadija Kieran Kim Kimberley Kofi Kwame Kyle ' +
    'Laila Lauren Laura Laurence Layla Leah Lee Leila Leo Leon Leroy Lesley Leslie Lewis Liam Lila Linda Lisa Liz Lorraine Louis Louise Lucas Lucy Luke Lydia Lynn Lynne ' +
    'Maddison Madison Maggie Magdalena Malcolm Malik Mandy Marcin Marcus Margaret Maria Marie Marilyn Mariam Marion Marjorie Martha Martin Mary Maryam Mateusz Matthew Maureen Maya Megan Mehmet Melanie Melissa Michael Michaela Michelle Mick Mike Mohamed Mohammad Mohammed Moira Molly Monica Morgan Muhammad Musa Mustafa ' +
    'Nadia Nadine Nancy Naomi Natalie Natasha Nathan Neha Neil Nia Niamh Nicholas Nicola Nicole Nigel Nina Noah Noor Nora Norman Nuala ' +
    'Oliver Olivia Oluwaseun Omar Oscar Osman Owen ' +
    'Pamela Patricia Patrick Paul Paula Pauline Pavel Pedro Peter Philip Phillip Phoebe Piotr Priya ' +
    'Rachel Rahul Raj Ralph Rashid Raymond Rebecca Reece Rhys Rhiannon Ricardo Richard Riley Rita Robert Roger Roisin Roland Ronald Rory Rosemary Rosie Ross Roxanne Roy Russell Ruth Ryan ' +
    'Saba Saeed Safiya Saira Sally Salma Sam Samantha Samina Samira Samuel Sandra Sanjay Sara Sarah Scott Sean Sebastian Shabnam Shanice Shannon Sharon Shaun Sheila Shirley Shona Sian Simon Sinead Siobhan Sofia Sonia Sophia Sophie Stacey Stanley Stefan Stella Stephanie Stephen Steve Steven Stuart Sultana Sunita Susan Suzanne Svetlana Sylvia ' +
    'Tamara Tanya Tariq Tegan Terence Teresa Terry Thelma Theo Theresa Thomas Tia Timothy Tina Tobias Toby Tom Tomasz Tommy Tony Tracey Tracy Trevor Tyler Tyrone ' +
    'Uma Umar Ursula Usman Valerie Vanessa Vera Veronica Vicky Victoria Vikram Vincent Vivian ' +
    'Walter Wayne Wendy Wilfred William Winifred Xavier Yasmin Youssef Yusuf Yvonne Zac Zachary Zahra Zainab Zara Zoe Zofia Zuzanna'
  ).split(' '),
)

/** First names that are also words, months or places: told only where the sentence shows a person. */
export const doubtfulNames: ReadonlySet<string> = new Set(
  'Amber Angel April August Autumn Aurora Bella Bill Blessing Bob Brooke Carter Chance Charity Chase Chelsea Chester Christian Comfort Crystal Daisy Dale Dawn Dean Destiny Devon Dick Dot Drew Earl Ebony Faith Fern Florence Frank Gale Gene Georgia Grace Grant Guy Hazel Heather Heaven Henna Holly Honor Hope Iris Ivy Jack Jade Jan Jewel Jordan Joy June Justice Kent Kit Lance Lily Lincoln Mark May Max Melody Mercy Miles Misty Nick Olive Paris Patience Pat Pearl Peg Penny Phoenix Poppy Precious Prince Princess Rae Ray Reed Rich River Rob Robin Rose Ruby Sandy Savannah Sky Skye Star Sterling Sue Summer Sydney Taylor Teddy Tim Ted Trinity Verity Victor Violet Wade Warren Will Willow Winter Woody'.split(
    ' ',
  ),
)

/** Surnames that are common in Britain; told after a word with a capital that could be a first name. */
export const surnames: ReadonlySet<string> = new Set(
  "Abbott Abdi Adams Adeyemi Afzal Ahmed Akhtar Ali Allen Anderson Armstrong Bailey Baker Barker Barnes Begum Bell Bennett Bibi Booth Bradley Brooks Brown Burke Burton Butler Byrne Campbell Carr Carter Chapman Chaudhry Clark Clarke Collins Cook Cooper Cox Cunningham Davies Davis Dawson Dixon Doherty Edwards Elliott Ellis Evans Fernandez Fisher Fletcher Foster Fox Gallagher Gardner Gibson Gill Gordon Graham Gray Green Griffiths Hall Hamilton Harris Harrison Hart Harvey Hassan Hill Holmes Houghton Hughes Hunt Hunter Hussain Hussein Ibrahim Iqbal Islam Jackson James Jenkins Johnson Johnston Jones Kaur Kelly Kennedy Khan King Knight Kowalski Lawrence Lee Lewis Lloyd Mahmood Marshall Martin Mason Matthews McCarthy McDonald Miah Miller Mills Mitchell Mohamed Moore Morgan Morris Murphy Murray Nguyen Nowak O’Brien O’Connor O'Brien O'Connor Okafor Okoye Osei Owen Owusu Palmer Parker Patel Pearce Pearson Phillips Popescu Porter Powell Price Rahman Reid Reynolds Richards Richardson Roberts Robertson Robinson Rogers Russell Ryan Saunders Scott Shah Sharma Shaw Shepherd Simpson Singh Smith Spencer Stevens Stewart Sullivan Taylor Thomas Thompson Turner Walker Walsh Ward Watson Watts Webb Wells West White Wilkinson Williams Williamson Wilson Wood Woods Wright Young".split(
    ' ',
  ),
)
